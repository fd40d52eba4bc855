import { isBackedUp, type KeyBackup, KEY_BACKUPS_MIN, unlockingBackups } from "@idos/protocol";
import { createSeed, type UserKeys } from "../crypto/key-pair.ts";
import { IdosError } from "../errors/idos-error.ts";
import { type BackUps, createBackUps, type PasswordOptions } from "./back-ups.ts";
import { type HeldKeys, holdSeed, wipeHeld } from "./held-keys.ts";
import { createHolder } from "./holder.ts";
import type { KeyRingParts } from "./key-ring-parts.ts";
import { kindOfSecret, openBackups, type UnlockSecret } from "./open-backups.ts";
import { changePassword } from "./change-password.ts";
import { publishKeyBinding } from "./publish-key-binding.ts";
import { recallSeed, rememberSeed } from "./remember/remembered-seed.ts";
import type { SeedStore } from "./remember/seed-store.ts";
import { rotateKeys } from "./rotation/rotate.ts";
import { openHeldSlot } from "./rotation/seed-slots.ts";
import { type BackupHealth, backupsOfKey, healthOf, removeSlot } from "./slots.ts";

/**
 * The idOS keys of the signed-in user. They live in memory only, until `lock`, or until nothing has used them for 15
 * minutes. Backups are made while they are unlocked: see `BackUps`.
 */
export interface KeyRing extends BackUps {
  /** Makes a new key pair, unlocked. Throws KEYS_EXIST where the user has published one. */
  create(): Promise<void>;
  /** For backends, which keep their seed (32 bytes) themselves. Such keys do not lock by themselves. */
  useSeed(seed: Uint8Array): Promise<void>;
  /** Throws DECRYPTION_FAILED for a wrong secret, KEY_BACKUP_NOT_FOUND, KEY_NOT_CURRENT. */
  unlock(secret: UnlockSecret): Promise<void>;
  /** Asks the wallet to sign the public keys and publishes them. Throws KEYS_EXIST where another is published. */
  publish(): Promise<void>;
  /** Throws KEY_BACKUPS_MISSING before the key has two backups, of which a password or a recovery code is one. */
  requireBackups(): Promise<void>;
  /** The backups at the node, in the order of their slots. */
  listBackups(): Promise<BackupHealth[]>;
  /** The old password opens nothing once this resolves. Throws as `backUpWithPassword`. */
  changePassword(password: string, options?: Pick<PasswordOptions, "cost">): Promise<void>;
  /** Throws KEY_BACKUPS_TOO_FEW where two would not remain. */
  removeBackup(slot: string): Promise<void>;
  /**
   * Replaces the key pair by a new one. `backUp` makes the new one's backups, two at least; it is not called where a
   * rotation that was interrupted has them. Call again after a failure: it goes on where it was. Throws KEY_NOT_CURRENT,
   * KEY_BACKUPS_TOO_FEW, WALLET_REJECTED.
   */
  rotate(backUp: (next: BackUps) => Promise<void>): Promise<void>;
  /** Throws KEYS_LOCKED. */
  current(): UserKeys;
  /** Those before the last rotation, for what is still wrapped for them; null before the first one. */
  previous(): UserKeys | null;
  isUnlocked(): boolean;
  /** Keeps the keys for this page for eight hours, also when they lock for idleness; `lock` forgets them. */
  remember(store: SeedStore): Promise<void>;
  /** Unlocks with what is remembered; false where nothing is. Throws KEY_NOT_CURRENT. */
  resume(store: SeedStore): Promise<boolean>;
  /** Wipes the keys from memory at once, and forgets what is remembered. */
  lock(): Promise<void>;
}

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
