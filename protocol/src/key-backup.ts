import * as z from "zod";
import { base64urlSchema } from "./bytes.ts";
import { LIMITS } from "./limits.ts";

export const keyBackupSlotSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "a slot's name");

export const KEY_BACKUP_KINDS = [
  "password",
  "recovery-code",
  "passkey",
  "wallet",
  /** The next seed under the present one, while a rotation is under way. */
  "next-seed",
  /** The seed before under the present one, for what is still wrapped for its key. */
  "previous-seed",
] as const;

/** The user's seed, wrapped on her device. The node keeps it and cannot look inside. */
export const keyBackupSchema = z.strictObject({
  slot: keyBackupSlotSchema,
  kind: z.enum(KEY_BACKUP_KINDS),
  /** Which derivation and which parameters, for the kind to interpret; JSON. */
  parameters: z
    .record(z.string().max(32), z.union([z.string().max(LIMITS.keyBackupParameterCharactersMax), z.number()]))
    .refine(
      (parameters) => Object.keys(parameters).length <= LIMITS.keyBackupParametersMax,
      `at most ${LIMITS.keyBackupParametersMax} parameters`,
    ),
  ciphertext: base64urlSchema(LIMITS.keyBackupBytesMax),
});
export type KeyBackup = z.infer<typeof keyBackupSchema>;
/** What a key backup is opened with. */
export type KeyBackupKind = KeyBackup["kind"];
/** PUT /v1/me/key-backups/:slot. */
export const putKeyBackupSchema = keyBackupSchema.omit({ slot: true });
/** GET /v1/me/key-backups. */
export const keyBackupsSchema = z.strictObject({
  backups: z.array(keyBackupSchema).max(LIMITS.keyBackupSlotsMax),
});

/** So that losing one device or one secret never loses a credential. */
export const KEY_BACKUPS_MIN = 2;

/** Kinds that a person opens by herself. */
const UNLOCKING: ReadonlySet<KeyBackupKind> = new Set(["password", "recovery-code", "passkey", "wallet"]);
/** Kinds that depend neither on a device nor on a wallet. */
const INDEPENDENT: ReadonlySet<KeyBackupKind> = new Set(["password", "recovery-code"]);

/** How many backups a person can unlock with. */
export function unlockingBackups(backups: readonly { readonly kind: KeyBackupKind }[]): number {
  return backups.filter(({ kind }) => UNLOCKING.has(kind)).length;
}

/** Whether there are backups enough for credentials: two, of which a password or a recovery code is one. */
export function isBackedUp(backups: readonly { readonly kind: KeyBackupKind }[]): boolean {
  return unlockingBackups(backups) >= KEY_BACKUPS_MIN && backups.some(({ kind }) => INDEPENDENT.has(kind));
}
