import { type KeyBackup, ProblemError } from "@idos/protocol";
import { requireOwnUser } from "../access/own-user.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";

export async function listKeyBackups({ store }: Parts, principal: Principal): Promise<readonly KeyBackup[]> {
  return store.users.keyBackups(requireOwnUser(principal, "keys"));
}

export async function putKeyBackup({ store }: Parts, principal: Principal, backup: KeyBackup): Promise<void> {
  const outcome = await store.users.putKeyBackup(requireOwnUser(principal, "keys"), backup);
  if (outcome === "limit-reached")
    throw new ProblemError("LIMIT_REACHED", "The user has as many key backups as a node keeps.");
}

export async function deleteKeyBackup({ store }: Parts, principal: Principal, slot: string): Promise<void> {
  const outcome = await store.users.deleteKeyBackup(requireOwnUser(principal, "keys"), slot);
  if (outcome === "not-found")
    throw new ProblemError("KEY_BACKUP_NOT_FOUND", "No key backup is in this slot.", { slot });
}
