import { requireOwnUser } from "../access/own-user.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import type { Page, PageRequest } from "../storage/records.ts";

/** Who read what of the caller's, newest first. */
export async function listReceipts(
  { store }: Parts,
  principal: Principal,
  page: PageRequest,
): Promise<Page<string>> {
  return store.receipts.receiptsOf(requireOwnUser(principal, "read"), page);
}
