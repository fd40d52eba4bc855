import { type Bytes32, isBackedUp, KEY_BACKUPS_MIN, unlockingBackups } from "@idos/protocol";
import { createSeed } from "../crypto/key-pair.ts";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import { backUpsWhenNeeded } from "./back-ups-when-needed.ts";
import { holdSeed, requireUsersKeys } from "./held-keys.ts";
import { createHolder } from "./holder.ts";
import type { KeyRing } from "./key-ring.ts";
import type { KeyRingParts } from "./key-ring-parts.ts";
import type { SeedStore } from "./remember/seed-store.ts";
import { backupsOfKey, healthOf, removeSlot } from "./slots.ts";

/** What is done once, or seldom, is fetched when it is done: most visits of a page only sign in and unlock. */
export function createKeyRing(parts: KeyRingParts): KeyRing {
  const holder = createHolder(parts.clock);
  let remembered: SeedStore | undefined;
  const lock = async (): Promise<void> => {
    const userId = holder.wipe();
    const store = remembered;
    remembered = undefined;
    if (store !== undefined) await store.remove(userId ?? (await parts.user()).userId);
  };
  const usersKeys = () => requireUsersKeys(holder.require());
  return {
    ...backUpsWhenNeeded(parts, usersKeys),
    current: () => holder.require().keys,
    previous: () => holder.require().previous?.keys ?? null,
    isUnlocked: holder.isHolding,
    lock,
    async useSeed(seed) {
      holder.hold(await holdSeed(await userIdOf(parts), seed.slice()), "kept");
    },
    async create() {
      const { keys, userId } = await parts.user();
      if (keys !== null)
        throw new IdosError("KEYS_EXIST", "The user has published a key already", { userId });
      holder.hold(await holdSeed(userId, await createSeed()), "idle-locked");
    },
    async unlock(secret) {
      const { unlockKeys } = await import("./unlock-keys.ts");
      holder.hold(await unlockKeys(parts, secret), "idle-locked");
    },
    async publish() {
      const { publishKeyBinding } = await import("./publish-key-binding.ts");
      await publishKeyBinding(parts, holder.require().keys, null);
    },
    async requireBackups() {
      const { keys } = await parts.user();
      const backups = keys === null ? [] : backupsOfKey(await parts.node.keyBackups(), keys.encryptionKey);
      if (isBackedUp(backups)) return;
      const values = { backups: unlockingBackups(backups), backupsMin: KEY_BACKUPS_MIN };
      throw new IdosError("KEY_BACKUPS_MISSING", "The key is not backed up twice yet", values);
    },
    async listBackups() {
      const published = (await parts.user()).keys?.encryptionKey ?? null;
      const unlocking = (await parts.node.keyBackups()).filter((backup) => unlockingBackups([backup]) > 0);
      return unlocking.map((backup) => healthOf(backup, published));
    },
    async changePassword(password, options) {
      const { changePassword } = await import("./change-password.ts");
      await changePassword(parts, usersKeys(), password, options);
    },
    removeBackup: (slot) => removeSlot(parts, slot, holder.require().keys.encryptionKey),
    async rotate(backUp) {
      const { rotateKeys } = await import("./rotation/rotate.ts");
      holder.hold(await rotateKeys(parts, usersKeys(), backUp), "idle-locked");
    },
    async remember(store) {
      const { rememberSeed } = await import("./remember/remembered-seed.ts");
      const { userId, seed } = usersKeys();
      await rememberSeed(store, userId, seed, parts.clock());
      remembered = store;
    },
    async resume(store) {
      const { recallKeys } = await import("./unlock-keys.ts");
      const recalled = await recallKeys(parts, store);
      if (recalled === undefined) return false;
      remembered = store;
      holder.hold(recalled, "idle-locked");
      return true;
    },
  };
}

/** A grantee whose key was exchanged in person reads without an entry of his own. */
async function userIdOf(parts: KeyRingParts): Promise<Bytes32 | null> {
  try {
    return (await parts.user()).userId;
  } catch (error) {
    if (isIdosError(error, "NO_USER")) return null;
    throw error;
  }
}
