import { isBackedUp, type KeyBackup, KEY_BACKUPS_MIN, unlockingBackups } from "@idos/protocol";
import { createSeed } from "../crypto/key-pair.ts";
import { IdosError } from "../errors/idos-error.ts";
import { createBackUps } from "./back-ups.ts";
import { type HeldKeys, holdSeed, wipeHeld } from "./held-keys.ts";
import { createHolder } from "./holder.ts";
import type { KeyRing } from "./key-ring.ts";
import type { KeyRingParts } from "./key-ring-parts.ts";
import { kindOfSecret, openBackups } from "./open-backups.ts";
import { changePassword } from "./change-password.ts";
import { publishKeyBinding } from "./publish-key-binding.ts";
import { recallSeed, rememberSeed } from "./remember/remembered-seed.ts";
import type { SeedStore } from "./remember/seed-store.ts";
import { openHeldSlot } from "./rotation/seed-slots.ts";
import { backupsOfKey, healthOf, removeSlot } from "./slots.ts";

export function createKeyRing(parts: KeyRingParts): KeyRing {
  const holder = createHolder(parts.clock);
  let remembered: SeedStore | undefined;
  const lock = async (): Promise<void> => {
    const userId = holder.wipe();
    const store = remembered;
    remembered = undefined;
    if (store !== undefined) await store.remove(userId ?? (await parts.user()).userId);
  };
  const backupsNow = () => parts.node.keyBackups();
  return {
    ...createBackUps(parts, holder.require),
    current: () => holder.require().keys,
    previous: () => holder.require().previous?.keys ?? null,
    isUnlocked: holder.isHolding,
    lock,
    async useSeed(seed) {
      holder.hold(await holdSeed((await parts.user()).userId, seed.slice()), "kept");
    },
    async create() {
      const { keys, userId } = await parts.user();
      if (keys !== null)
        throw new IdosError("KEYS_EXIST", "The user has published a key already", { userId });
      holder.hold(await holdSeed(userId, await createSeed()), "idle-locked");
    },
    async unlock(secret) {
      const { userId, keys: published } = await parts.user();
      const backups = await backupsNow();
      const ofKind = backups.filter(({ kind }) => kind === kindOfSecret(secret));
      // Those of the published key first: during a rotation a secret may open backups of both.
      const ofKey = published === null ? ofKind : backupsOfKey(ofKind, published.encryptionKey);
      const ordered = [...ofKey, ...ofKind.filter((backup) => !ofKey.includes(backup))];
      const seed = await openBackups(parts, userId, ordered, secret);
      holder.hold(await currentKeys(parts, seed, backups), "idle-locked");
    },
    publish: () => publishKeyBinding(parts, holder.require().keys, null),
    async requireBackups() {
      const { keys } = await parts.user();
      const backups = keys === null ? [] : backupsOfKey(await backupsNow(), keys.encryptionKey);
      if (isBackedUp(backups)) return;
      const values = { backups: unlockingBackups(backups), backupsMin: KEY_BACKUPS_MIN };
      throw new IdosError("KEY_BACKUPS_MISSING", "The key is not backed up twice yet", values);
    },
    async listBackups() {
      const published = (await parts.user()).keys?.encryptionKey ?? null;
      const unlocking = (await backupsNow()).filter((backup) => unlockingBackups([backup]) > 0);
      return unlocking.map((backup) => healthOf(backup, published));
    },
    changePassword: (password, options) => changePassword(parts, holder.require(), password, options),
    removeBackup: (slot) => removeSlot(parts, slot, holder.require().keys.encryptionKey),
    async rotate(backUp) {
      // Few pages ever rotate: what it takes is fetched when one does.
      const { rotateKeys } = await import("./rotation/rotate.ts");
      holder.hold(await rotateKeys(parts, holder.require(), backUp), "idle-locked");
    },
    async remember(store) {
      const { userId, seed } = holder.require();
      await rememberSeed(store, userId, seed, parts.clock());
      remembered = store;
    },
    async resume(store) {
      const { userId } = await parts.user();
      const seed = await recallSeed(store, userId, parts.clock());
      if (seed === undefined) return false;
      remembered = store;
      holder.hold(await currentKeys(parts, seed, await backupsNow()), "idle-locked");
      return true;
    },
  };
}

/** The keys of a seed from a backup, with those before them. Throws KEY_NOT_CURRENT where others are published. */
async function currentKeys(
  parts: KeyRingParts,
  seed: Uint8Array,
  backups: readonly KeyBackup[],
): Promise<HeldKeys> {
  const { userId, keys: published } = await parts.user();
  const held = await holdSeed(userId, seed);
  if (published !== null && published.encryptionKey !== held.keys.encryptionKey) {
    wipeHeld(held);
    throw new IdosError("KEY_NOT_CURRENT", "The backup holds another key than is published", { userId });
  }
  return { ...held, previous: await openHeldSlot(held, backups, "previous-seed") };
}
