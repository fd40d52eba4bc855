import { type SignedWriteGrant, type WriteGrant, writeGrantTypedData } from "@idos/protocol";
import { secondsFrom } from "../chain/expiry.ts";
import { addressArgument } from "../errors/argument.ts";
import { randomId } from "../records/random-id.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { signTypedData } from "../session/wallet.ts";

export interface AllowIssuerTerms {
  readonly issuer: string;
  /** How many records; one unless said otherwise. */
  readonly recordsMax?: number;
  /** "1h", "7d"; an hour unless said otherwise. */
  readonly expiresIn?: `${number}${"m" | "h" | "d"}`;
}

/** Asks the wallet to let an issuer add records for a time. The result goes to the issuer; nothing is sent. */
export async function allowIssuer(session: IdosSession, terms: AllowIssuerTerms): Promise<SignedWriteGrant> {
  const { userId } = await session.user();
  const grant: WriteGrant = {
    grantId: randomId(),
    userId,
    account: session.account,
    issuer: addressArgument("issuer", terms.issuer),
    recordsMax: terms.recordsMax ?? 1,
    notAfter: session.nowSeconds() + secondsFrom(terms.expiresIn ?? "1h"),
  };
  return { grant, signature: await signTypedData(session.signer, writeGrantTypedData(grant)) };
}
