import { type SignedWriteGrant, type WriteGrant, writeGrantTypedData } from "@idos/protocol";
import { secondsFrom } from "../chain/expiry.ts";
import { addressArgument, wholeNumberArgument } from "../errors/argument.ts";
import { randomId } from "../records/random-id.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { signTypedData } from "../session/wallet.ts";

/** Whom a holder lets add records to her data, how many and until when. */
export interface AllowIssuerTerms {
  readonly issuer: string;
  /** How many records, 1 to 100; one unless said otherwise. */
  readonly recordsMax?: number;
  /** "1h", "7d"; an hour unless said otherwise. */
  readonly expiresIn?: `${number}${"m" | "h" | "d"}`;
}

/** The most that a write grant may allow. */
const RECORDS_MAX = 100;

/** Asks the wallet to let an issuer add records for a time. The result goes to the issuer; nothing is sent. Throws ARGUMENT_INVALID, KEY_BACKUPS_MISSING. */
export async function allowIssuer(session: IdosSession, terms: AllowIssuerTerms): Promise<SignedWriteGrant> {
  const recordsMax = wholeNumberArgument("recordsMax", terms.recordsMax ?? 1, { min: 1, max: RECORDS_MAX });
  await session.keys.requireBackups();
  const { userId } = await session.user();
  const grant: WriteGrant = {
    grantId: randomId(),
    userId,
    account: session.account,
    issuer: addressArgument("issuer", terms.issuer),
    recordsMax,
    notAfter: session.nowSeconds() + secondsFrom(terms.expiresIn ?? "1h"),
  };
  return { grant, signature: await signTypedData(session.signer, writeGrantTypedData(grant)) };
}
