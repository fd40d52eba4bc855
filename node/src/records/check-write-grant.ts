import { ProblemError, type RecordHeader, type SignedWriteGrant, writeGrantTypedData } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import { linkedSigner } from "../users/linked-accounts.ts";

/** Whether the owner's write grant lets the header's author add this record. Throws WRITE_GRANT_INVALID. */
export async function checkWriteGrant(
  { store, signatures, nowSeconds }: Parts,
  header: RecordHeader,
  { grant, signature }: SignedWriteGrant,
): Promise<void> {
  if (header.version !== 1 || header.kind !== "credential")
    throw invalid("It lets an issuer add credentials, and change nothing.");
  if (grant.userId !== header.owner) throw invalid("It is by another user.");
  if (grant.issuer !== header.author) throw invalid("It is for another issuer.");
  if (nowSeconds() >= grant.notAfter) throw invalid("Its time is over.");
  const owner = await store.users.userById(header.owner);
  const signer = linkedSigner(owner, grant.account);
  if (signer === undefined) throw invalid("Its account is not the owner's.");
  if (!(await signatures.signedTypedData(signer, writeGrantTypedData(grant), signature)))
    throw invalid("Its signature is not by its account.");
}

export function invalid(detail: string): ProblemError {
  return new ProblemError("WRITE_GRANT_INVALID", detail);
}
