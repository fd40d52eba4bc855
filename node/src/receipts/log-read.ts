import type { Bytes32 } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { refusal } from "../access/refuse.ts";
import type { ReadableShare } from "../shares/readable-share.ts";

/** Puts a grantee's read down before it is answered; an owner's reads of her own are nobody's business. */
export async function logRead(
  { readLog, nowSeconds }: Parts,
  { account: reader }: Principal,
  { share: { ownerId: owner, share }, decidedAt }: ReadableShare,
  record: Bytes32 | null,
): Promise<void> {
  if (decidedAt === null) return;
  const outcome = await readLog.put({ owner, reader, share, record, iat: nowSeconds(), decidedAt });
  if (outcome === "owner-gone") throw refusal("ACCESS_NOT_GRANTED", decidedAt);
}
