import type { KeyBackup } from "@idos/protocol";
import { createSeed } from "../../crypto/key-pair.ts";
import { openSeedSlot, type SeedSlotKind, sealSeedSlot } from "../../crypto/key-backup/seed-slot.ts";
import { isIdosError } from "../../errors/idos-error.ts";
import { type UsersKeys, holdSeed } from "../held-keys.ts";
import { keepBackup, newPlace } from "../keep-backup.ts";
import type { KeyRingParts } from "../key-ring-parts.ts";

/** What one seed keeps of another in the slot of that kind; null where there is none, or it is under another seed. */
export async function openHeldSlot(
  held: UsersKeys,
  backups: readonly KeyBackup[],
  kind: SeedSlotKind,
): Promise<UsersKeys | null> {
  const backup = backups.find(({ slot }) => slot === kind);
  if (backup?.kind !== kind) return null;
  try {
    return await holdSeed(held.userId, await openSeedSlot(held.userId, backup, held.seed));
  } catch (error) {
    if (isIdosError(error, "DECRYPTION_FAILED")) return null;
    throw error;
  }
}

async function keepSeed(
  parts: KeyRingParts,
  kind: SeedSlotKind,
  under: UsersKeys,
  kept: UsersKeys,
): Promise<void> {
  // One slot of each kind: a rotation that was interrupted is found in it.
  const place = { ...(await newPlace(parts, kept, kind)), slot: kind };
  const backup = await sealSeedSlot(place, kind, under.seed, kept.seed);
  await keepBackup(parts, backup, kept, (stored) => openSeedSlot(kept.userId, stored, under.seed));
}

/** The seed to rotate to: the one of an interrupted rotation, else a new one that a rotation can be resumed with. */
export async function nextSeed(
  parts: KeyRingParts,
  held: UsersKeys,
  backups: readonly KeyBackup[],
): Promise<UsersKeys> {
  const begun = await openHeldSlot(held, backups, "next-seed");
  if (begun !== null) return begun;
  const next = await holdSeed(held.userId, await createSeed());
  await keepSeed(parts, "next-seed", held, next);
  return next;
}

export function keepPreviousSeed(parts: KeyRingParts, held: UsersKeys, next: UsersKeys): Promise<void> {
  return keepSeed(parts, "previous-seed", next, held);
}
