import { createSeed, keysFromSeed, type UserKeys, wipeKeys } from "../crypto/key-pair.ts";
import { createRecoveryCode } from "../crypto/key-backup/recovery-code.ts";
import { type PasswordCost, sealPasswordSlot } from "../crypto/key-backup/password-slot.ts";
import { sealRecoverySlot } from "../crypto/key-backup/recovery-slot.ts";
import { IdosError } from "../errors/idos-error.ts";
import type { KeyRingParts } from "./key-ring-parts.ts";
import { openBackups, type UnlockSecret } from "./open-backups.ts";
import { publishKeyBinding } from "./publish-key-binding.ts";

/** The idOS keys of the signed-in user. They live in memory only, until `lock`. */
export interface KeyRing {
  /** Makes a new key pair, unlocked. Throws KEYS_EXIST where the user has published one. */
  create(): Promise<void>;
  /** For backends, which keep their seed (32 bytes) themselves. */
  useSeed(seed: Uint8Array): Promise<void>;
  /** Throws PASSWORD_TOO_SHORT, KEYS_LOCKED. Takes about 400 ms at the default cost. */
  backUpWithPassword(password: string, options?: { slot?: string; cost?: PasswordCost }): Promise<void>;
  /** Resolves with the code, which is shown once and kept nowhere. Throws KEYS_LOCKED. */
  backUpWithRecoveryCode(options?: { slot?: string }): Promise<string>;
  /** Throws DECRYPTION_FAILED for a wrong secret, KEY_BACKUP_NOT_FOUND, KEY_NOT_CURRENT. */
  unlock(secret: UnlockSecret): Promise<void>;
  /** Asks the wallet to sign the public keys and publishes them. Throws KEYS_EXIST where another is published. */
  publish(): Promise<void>;
  /** Throws KEYS_LOCKED. */
  current(): UserKeys;
  isUnlocked(): boolean;
  /** Wipes the keys from memory. */
  lock(): void;
}

export function createKeyRing(parts: KeyRingParts): KeyRing {
  let held: { readonly seed: Uint8Array; readonly keys: UserKeys } | undefined;
  const requireHeld = () => {
    if (held === undefined) throw new IdosError("KEYS_LOCKED", "The idOS keys are locked");
    return held;
  };
  const lock = (): void => {
    held?.seed.fill(0);
    if (held !== undefined) wipeKeys(held.keys);
    held = undefined;
  };
  const hold = async (seed: Uint8Array): Promise<void> => {
    const keys = await keysFromSeed(seed);
    lock();
    held = { seed, keys };
  };
  return {
    current: () => requireHeld().keys,
    isUnlocked: () => held !== undefined,
    lock,
    useSeed: (seed) => hold(seed.slice()),
    async create() {
      const { keys, userId } = await parts.user();
      if (keys !== null)
        throw new IdosError("KEYS_EXIST", "The user has published a key already", { userId });
      await hold(await createSeed());
    },
    async backUpWithPassword(password, { slot = "password", cost } = {}) {
      const { userId } = await parts.user();
      const backup = await sealPasswordSlot({ userId, slot }, password, requireHeld().seed, cost);
      await parts.node.putKeyBackup(backup);
    },
    async backUpWithRecoveryCode({ slot = "recovery-code" } = {}) {
      const { userId } = await parts.user();
      const code = await createRecoveryCode();
      await parts.node.putKeyBackup(await sealRecoverySlot({ userId, slot }, code, requireHeld().seed));
      return code;
    },
    async unlock(secret) {
      const { userId, keys: published } = await parts.user();
      const seed = await openBackups(userId, await parts.node.keyBackups(), secret);
      const { encryptionKey } = await keysFromSeed(seed);
      if (published !== null && published.encryptionKey !== encryptionKey)
        throw new IdosError("KEY_NOT_CURRENT", "The backup holds another key than is published", { userId });
      await hold(seed);
    },
    publish: () => publishKeyBinding(parts, requireHeld().keys),
  };
}
