import { type Bytes32, type SignedWriteGrant, writeGrantTypedData } from "@idos/protocol";
import { signCredential } from "../credentials/sign-credential.ts";
import { addressArgument, wholeNumberArgument } from "../errors/argument.ts";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import type { JsonValue } from "../records/json-value.ts";
import { writeRecord } from "../records/write-record.ts";
import type { IdosSession } from "../session/idos-session.ts";
import type { VerifiedUser } from "../verify/public-user.ts";
import { recoverTypedDataSigner } from "../verify/typed-data-signer.ts";
import { issuedRecordId } from "./issued-record-id.ts";
import type { IssuerIdentity } from "./issuer-identity.ts";

/** A credential to issue, and its holder's permission to add it. */
export interface IssueRequest {
  /** An account of the holder. */
  readonly holder: string;
  /** The credential's type. */
  readonly vct: string;
  /** What the issuer states about the holder; she can show each member and element without the others. */
  readonly claims: Readonly<Record<string, JsonValue>>;
  /** Whole days from today. */
  readonly validForDays: number;
  /** The holder's permission to add a record. */
  readonly writeGrant: SignedWriteGrant;
  /** Which record of a write grant for several, from 0; the first unless said. */
  readonly part?: number;
}

/**
 * Signs a credential and adds it to the holder's data. Done again with the same write grant and part, as after an
 * interruption, it resolves with the record that is there.
 */
export async function issueCredential(
  session: IdosSession,
  identity: IssuerIdentity,
  { holder: account, vct, claims, validForDays, writeGrant, part = 0 }: IssueRequest,
): Promise<Bytes32> {
  const holder = await session.userOf(addressArgument("holder", account));
  if (holder.keys === null)
    throw new IdosError("RECIPIENT_HAS_NO_KEY", "The holder has published no idOS key", { account });
  const bounds = { min: 0, max: writeGrant.grant.recordsMax - 1 };
  const record = issuedRecordId(writeGrant.grant.grantId, wholeNumberArgument("part", part, bounds));
  requireWriteGrant(session, holder, writeGrant);
  const status = await identity.statuses?.allocate(record);
  const { signingKey: holderKey, encryptionKey: ownerKey } = holder.keys;
  const nowSeconds = session.nowSeconds();
  const terms = { issuer: identity.url, vct, claims, holderKey, validForDays, nowSeconds, status };
  const sdJwt = await signCredential(terms, identity.key);
  const content = { kind: "credential", type: vct, sdJwt } as const;
  const { userId: owner } = holder;
  const write = { owner, record, previous: null, content, ownerKey, shares: [], writeGrant };
  await writeRecord(session, write).catch((error: unknown) => {
    if (!isThereAlready(error)) throw error;
  });
  return record;
}

/** The node tells the present header's hash of a record of the named owner only. */
function isThereAlready(error: unknown): boolean {
  return isIdosError(error, "VERSION_CONFLICT") && error.values["currentHeaderHash"] !== null;
}

/** What a node would refuse, said before the credential is signed and uploaded. */
function requireWriteGrant(
  session: IdosSession,
  holder: VerifiedUser,
  { grant, signature }: SignedWriteGrant,
): void {
  const isValid =
    grant.userId === holder.userId &&
    grant.issuer === session.account &&
    grant.notAfter > session.nowSeconds() &&
    holder.accounts.includes(grant.account) &&
    recoverTypedDataSigner(writeGrantTypedData(grant), signature) === grant.account;
  if (isValid) return;
  const values = { userId: grant.userId, issuer: grant.issuer, notAfter: grant.notAfter };
  throw new IdosError(
    "WRITE_GRANT_INVALID",
    "The holder did not sign this write grant for this issuer",
    values,
  );
}
