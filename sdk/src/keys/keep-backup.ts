import { bytesEqual, type KeyBackup, toHex } from "@idos/protocol";
import { IdosError } from "../errors/idos-error.ts";
import { loadSodium } from "../crypto/sodium.ts";
import type { SlotPlace } from "../crypto/key-backup/slot-cipher.ts";
import type { UsersKeys } from "./held-keys.ts";
import type { KeyRingParts } from "./key-ring-parts.ts";

const SLOT_NAME_BYTES = 6;

/** A slot that no other backup is in: nothing is ever written over a backup that may be needed. */
export async function newPlace(
  { nowSeconds }: Pick<KeyRingParts, "nowSeconds">,
  { userId, keys }: UsersKeys,
  kind: KeyBackup["kind"],
  createdAt = nowSeconds(),
): Promise<SlotPlace> {
  const name = toHex((await loadSodium()).randombytes_buf(SLOT_NAME_BYTES)).slice(2);
  const { encryptionKey } = keys;
  return { userId, slot: `${kind}-${name}`, encryptionKey, createdAt, changedAt: nowSeconds() };
}

/**
 * Gives a backup to the node and fetches it back: it counts once what the node has of it opens to the seed. Throws
 * KEY_BACKUP_NOT_KEPT.
 */
export async function keepBackup(
  { node }: Pick<KeyRingParts, "node">,
  backup: KeyBackup,
  { seed }: UsersKeys,
  open: (kept: KeyBackup) => Promise<Uint8Array>,
): Promise<void> {
  await node.putKeyBackup(backup);
  const kept = (await node.keyBackups()).find(({ slot }) => slot === backup.slot);
  const opened = kept === undefined ? undefined : await open(kept).catch(() => undefined);
  const isKept = opened !== undefined && bytesEqual(opened, seed);
  opened?.fill(0);
  if (isKept) return;
  const values = { slot: backup.slot };
  throw new IdosError("KEY_BACKUP_NOT_KEPT", "The node did not keep the backup", values);
}
