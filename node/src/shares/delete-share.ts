import { type Bytes32 } from "@idos/protocol";
import { requireOwnUser } from "../access/own-user.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { refusal } from "../access/refuse.ts";

/** Destroys the share's wrapped keys. The grant on chain is ended by its revocation, not by this. */
export async function deleteShare({ store }: Parts, principal: Principal, share: Bytes32): Promise<void> {
  const outcome = await store.shares.deleteShare(share, requireOwnUser(principal, "share"));
  if (outcome === "not-found") throw refusal("SHARE_NOT_FOUND");
}
