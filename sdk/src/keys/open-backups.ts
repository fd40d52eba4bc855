import { bytesEqual, type Bytes32, type KeyBackup } from "@idos/protocol";
import { openPasskeySlot, passkeyPromptOf } from "../crypto/key-backup/passkey-slot.ts";
import { openPasswordSlot } from "../crypto/key-backup/password-slot.ts";
import { openRecoverySlot } from "../crypto/key-backup/recovery-slot.ts";
import { openWalletSlot, walletBackupOf } from "../crypto/key-backup/wallet-slot.ts";
import { decryptionFailed, IdosError, isIdosError } from "../errors/idos-error.ts";
import type { KeyRingParts } from "./key-ring-parts.ts";
import type { Passkeys } from "./passkey.ts";
import { walletSecret } from "./wallet-secret.ts";

/** What a person unlocks with. `wallet`: a signature of the session's account. */
export type UnlockSecret =
  | { readonly password: string }
  | { readonly recoveryCode: string }
  | { readonly passkeys: Passkeys }
  | { readonly wallet: true };

export function kindOfSecret(secret: UnlockSecret): KeyBackup["kind"] {
  if ("password" in secret) return "password";
  if ("recoveryCode" in secret) return "recovery-code";
  return "passkeys" in secret ? "passkey" : "wallet";
}

/**
 * The seed, from whichever of the backups the secret opens; they are all of its kind. Throws KEY_BACKUP_NOT_FOUND where
 * there are none, DECRYPTION_FAILED where it opens none of them.
 */
export async function openBackups(
  parts: Pick<KeyRingParts, "signer" | "account">,
  userId: Bytes32,
  backups: readonly KeyBackup[],
  secret: UnlockSecret,
): Promise<Uint8Array> {
  const open = await openerOf(parts, userId, backups, secret);
  let failure = new IdosError("KEY_BACKUP_NOT_FOUND", "There is no key backup of this kind", {
    kind: kindOfSecret(secret),
  });
  for (const backup of backups) {
    try {
      return await open(backup);
    } catch (error) {
      if (!isIdosError(error, "DECRYPTION_FAILED")) throw error;
      failure = error;
    }
  }
  throw failure;
}

type Opener = (backup: KeyBackup) => Promise<Uint8Array>;

async function openerOf(
  parts: Pick<KeyRingParts, "signer" | "account">,
  userId: Bytes32,
  backups: readonly KeyBackup[],
  secret: UnlockSecret,
): Promise<Opener> {
  if ("password" in secret) return (backup) => openPasswordSlot(userId, backup, secret.password);
  if ("recoveryCode" in secret) return (backup) => openRecoverySlot(userId, backup, secret.recoveryCode);
  if ("passkeys" in secret) return passkeyOpener(secret.passkeys, userId, backups);
  return async (backup) => {
    const asked = walletBackupOf(userId, backup);
    if (asked?.account !== parts.account) throw decryptionFailed();
    return openWalletSlot(userId, backup, await walletSecret(parts, asked));
  };
}

/** One question for all of them: the person has one of her passkeys at hand. */
async function passkeyOpener(
  passkeys: Passkeys,
  userId: Bytes32,
  backups: readonly KeyBackup[],
): Promise<Opener> {
  const prompts = backups.flatMap((backup) => passkeyPromptOf(backup) ?? []);
  if (prompts.length === 0) return () => Promise.reject(decryptionFailed());
  const { credentialId, secret } = await passkeys.ask(prompts);
  return (backup) => {
    const prompt = passkeyPromptOf(backup);
    return prompt !== undefined && bytesEqual(prompt.credentialId, credentialId)
      ? openPasskeySlot(userId, backup, secret)
      : Promise.reject(decryptionFailed());
  };
}
