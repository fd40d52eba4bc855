import type { UserKeys } from "../crypto/key-pair.ts";
import type { BackUps, PasswordOptions } from "./back-ups.ts";
import type { UnlockSecret } from "./open-backups.ts";
import type { SeedStore } from "./remember/seed-store.ts";
import type { BackupHealth } from "./slots.ts";

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
