import type { meSchema, PublicUser, publicUserSchema, keyBackupsSchema, KeyBackup } from "@idos/protocol";
import { toBase64url } from "@idos/protocol";
import type { z } from "zod";
import type { StoredUser } from "../storage/users.ts";

/** A user as anyone signed in may see her. */
export function presentPublicUser(user: StoredUser): z.input<typeof publicUserSchema> {
  const publicUser: PublicUser = {
    userId: user.userId,
    accounts: [...user.accounts],
    keyBinding: user.keyBinding,
    earlierKeyBindings: [...user.earlierKeyBindings],
  };
  return publicUser;
}

export function presentMe(user: StoredUser): z.input<typeof meSchema> {
  return { ...presentPublicUser(user), createdBy: user.createdBy, createdAt: user.createdAtSeconds };
}

export function presentKeyBackups(backups: readonly KeyBackup[]): z.input<typeof keyBackupsSchema> {
  return {
    backups: backups.map((backup) => ({ ...backup, ciphertext: toBase64url(backup.ciphertext) })),
  };
}
