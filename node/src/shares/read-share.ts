import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { logRead } from "../receipts/log-read.ts";
import { readableShare, type ReadableShare, type ShareRead } from "./readable-share.ts";

/** The share with its wrapped keys; a grantee's read is logged before it is answered. */
export async function readShare(parts: Parts, principal: Principal, read: ShareRead): Promise<ReadableShare> {
  const readable = await readableShare(parts, principal, read);
  await logRead(parts, principal, readable, null);
  return readable;
}
