import type { KeyBackup } from "@idos/protocol";
import { IdosError } from "../errors/idos-error.ts";
import { type UsersKeys, holdSeed, wipeHeld } from "./held-keys.ts";
import type { KeyRingParts } from "./key-ring-parts.ts";
import { kindOfSecret, openBackups, type UnlockSecret } from "./open-backups.ts";
import { recallSeed } from "./remember/remembered-seed.ts";
import type { SeedStore } from "./remember/seed-store.ts";
import { openHeldSlot } from "./rotation/seed-slots.ts";
import { backupsOfKey } from "./slots.ts";

/** The keys of the backup that the secret opens. Throws as `openBackups`, and KEY_NOT_CURRENT. */
export async function unlockKeys(parts: KeyRingParts, secret: UnlockSecret): Promise<UsersKeys> {
  const { userId, keys: published } = await parts.user();
  const backups = await parts.node.keyBackups();
  const ofKind = backups.filter(({ kind }) => kind === kindOfSecret(secret));
  // Those of the published key first: during a rotation a secret may open backups of both.
  const ofKey = published === null ? ofKind : backupsOfKey(ofKind, published.encryptionKey);
  const ordered = [...ofKey, ...ofKind.filter((backup) => !ofKey.includes(backup))];
  return currentKeys(parts, await openBackups(parts, userId, ordered, secret), backups);
}

/** The keys that are remembered; undefined where none are. Throws KEY_NOT_CURRENT. */
export async function recallKeys(parts: KeyRingParts, store: SeedStore): Promise<UsersKeys | undefined> {
  const { userId } = await parts.user();
  const seed = await recallSeed(store, userId, parts.clock());
  return seed && currentKeys(parts, seed, await parts.node.keyBackups());
}

/** The keys of a seed, with those before them. Throws KEY_NOT_CURRENT where others are published. */
async function currentKeys(
  parts: KeyRingParts,
  seed: Uint8Array,
  backups: readonly KeyBackup[],
): Promise<UsersKeys> {
  const { userId, keys: published } = await parts.user();
  const held = await holdSeed(userId, seed);
  if (published !== null && published.encryptionKey !== held.keys.encryptionKey) {
    wipeHeld(held);
    throw new IdosError("KEY_NOT_CURRENT", "The backup holds another key than is published", { userId });
  }
  return { ...held, previous: await openHeldSlot(held, backups, "previous-seed") };
}
