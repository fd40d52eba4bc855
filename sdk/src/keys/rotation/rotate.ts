import { isBackedUp, type KeyBackup, unlockingBackups } from "@idos/protocol";
import { slotParametersSchema } from "../../crypto/key-backup/slot-cipher.ts";
import { IdosError } from "../../errors/idos-error.ts";
import { type BackUps, createBackUps } from "../back-ups.ts";
import type { UsersKeys } from "../held-keys.ts";
import type { KeyRingParts } from "../key-ring-parts.ts";
import { publishKeyBinding } from "../publish-key-binding.ts";
import { backupsOfKey, requireEnough } from "../slots.ts";
import { resealShares } from "./reseal-shares.ts";
import { rewrapRecords } from "./rewrap-records.ts";
import { keepPreviousSeed, nextSeed } from "./seed-slots.ts";

/**
 * Replaces the user's key by a new one, in steps that each leave the node in a state to go on from: until the binding is
 * published the old key is the user's, from then on the new one is and the old one is at hand under it. Resolves with the
 * keys to hold from then on.
 */
export async function rotateKeys(
  parts: KeyRingParts,
  held: UsersKeys,
  backUp: (next: BackUps) => Promise<void>,
): Promise<UsersKeys> {
  const { keys: published, userId } = await parts.user();
  if (published?.encryptionKey !== held.keys.encryptionKey)
    throw new IdosError("KEY_NOT_CURRENT", "Another key than the unlocked one is published", { userId });
  const backups = await parts.node.keyBackups();
  const wasInterrupted = await finishRotation(parts, held, backups);
  if (wasInterrupted) return held;
  const next = await nextSeed(parts, held, backups);
  const ofNext = async () => backupsOfKey(await parts.node.keyBackups(), next.keys.encryptionKey);
  const made = (await ofNext()).filter((backup) => unlockingBackups([backup]) > 0);
  if (!isBackedUp(made)) {
    // Of an attempt that ended between them: whoever makes them now makes all of them.
    for (const { slot } of made) await parts.node.deleteKeyBackup(slot);
    await backUp(createBackUps(parts, () => next));
  }
  requireEnough(await ofNext());
  await keepPreviousSeed(parts, held, next);
  await publishKeyBinding(parts, next.keys, held.keys);
  const rotated: UsersKeys = { ...next, previous: { ...held, previous: null } };
  await finishRotation(parts, rotated, await parts.node.keyBackups());
  return rotated;
}

/**
 * Moves everything to the present key, then empties the slots of the one before: false where there were none left. Its seed
 * stays under the present one, for what others may still have wrapped for it.
 */
export async function finishRotation(
  parts: KeyRingParts,
  held: UsersKeys,
  backups: readonly KeyBackup[],
): Promise<boolean> {
  if (held.previous !== null) {
    await rewrapRecords(parts, held, held.previous);
    await resealShares(parts, held, held.previous);
  }
  const left = backups.filter((backup) => isLeftOver(backup, held));
  for (const { slot } of left) await parts.node.deleteKeyBackup(slot);
  return left.length > 0;
}

/** Of the seed before, or on the way from it. One that does not say whose it is stays: see `BackupHealth`. */
function isLeftOver({ kind, parameters }: KeyBackup, { keys, previous }: UsersKeys): boolean {
  const encryptionKey = slotParametersSchema.safeParse(parameters).data?.encryptionKey;
  if (previous === null || kind === "previous-seed") return false;
  if (kind === "next-seed") return encryptionKey === keys.encryptionKey;
  return encryptionKey === previous.keys.encryptionKey;
}
