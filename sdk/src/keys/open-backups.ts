import type { Bytes32, KeyBackup } from "@idos/protocol";
import { openPasswordSlot } from "../crypto/key-backup/password-slot.ts";
import { openRecoverySlot } from "../crypto/key-backup/recovery-slot.ts";
import { IdosError, isIdosError } from "../errors/idos-error.ts";

/** What opens a key backup. */
export type UnlockSecret = { readonly password: string } | { readonly recoveryCode: string };

/** The seed, from whichever backup of the secret's kind it opens. */
export async function openBackups(
  userId: Bytes32,
  backups: readonly KeyBackup[],
  secret: UnlockSecret,
): Promise<Uint8Array> {
  const kind = "password" in secret ? "password" : "recovery-code";
  let failure = new IdosError("KEY_BACKUP_NOT_FOUND", "There is no key backup of this kind", { kind });
  for (const backup of backups.filter((candidate) => candidate.kind === kind)) {
    try {
      return "password" in secret
        ? await openPasswordSlot(userId, backup, secret.password)
        : await openRecoverySlot(userId, backup, secret.recoveryCode);
    } catch (error) {
      if (!isIdosError(error, "DECRYPTION_FAILED")) throw error;
      failure = error;
    }
  }
  throw failure;
}
