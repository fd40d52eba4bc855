import { fromHex, type KeyBackup } from "@idos/protocol";
import {
  openPasskeySlot,
  passkeyPromptOf,
  PRF_BYTES,
  sealPasskeySlot,
} from "../crypto/key-backup/passkey-slot.ts";
import { openPasswordSlot, type PasswordCost, sealPasswordSlot } from "../crypto/key-backup/password-slot.ts";
import { requireStrongPassword } from "../crypto/key-backup/password-strength.ts";
import { createRecoveryCode } from "../crypto/key-backup/recovery-code.ts";
import { createRecoveryKit, type RecoveryKit } from "../crypto/key-backup/recovery-kit.ts";
import { openRecoverySlot, sealRecoverySlot } from "../crypto/key-backup/recovery-slot.ts";
import { openWalletSlot, sealWalletSlot } from "../crypto/key-backup/wallet-slot.ts";
import { loadSodium } from "../crypto/sodium.ts";
import { IdosError } from "../errors/idos-error.ts";
import { randomId } from "../records/random-id.ts";
import type { UsersKeys } from "./held-keys.ts";
import { keepBackup, newPlace } from "./keep-backup.ts";
import type { KeyRingParts } from "./key-ring-parts.ts";
import type { Passkeys } from "./passkey.ts";
import { provenWalletSecret } from "./wallet-secret.ts";

/** How a password backup is made. */
export interface PasswordOptions {
  readonly cost?: PasswordCost;
  /** Unix seconds of the first password, where this one replaces it. */
  readonly createdAt?: number;
}

/** Shows the kit to the person and resolves with the two groups of it that she was asked to type. */
export type ConfirmRecoveryKit = (kit: RecoveryKit) => Promise<readonly [string, string]>;

/** Makes backups of the keys in memory, each in a slot of its own. Each throws KEYS_LOCKED, KEY_BACKUP_NOT_KEPT. */
export interface BackUps {
  /** Throws PASSWORD_TOO_SHORT, PASSWORD_TOO_WEAK. Takes about a second at the default cost. */
  backUpWithPassword(password: string, options?: PasswordOptions): Promise<void>;
  /** The code is kept nowhere but with the person. Throws RECOVERY_CODE_UNCONFIRMED. */
  backUpWithRecoveryCode(confirm: ConfirmRecoveryKit): Promise<void>;
  /** Not enough by itself. Throws PASSKEY_REJECTED, PASSKEY_UNSUITABLE. */
  backUpWithPasskey(passkeys: Passkeys): Promise<void>;
  /**
   * Not enough by itself. Has the wallet sign twice; it shows the application's name, of 1 to 64 characters. Throws
   * WALLET_UNSUITABLE, WALLET_REJECTED, WRONG_ACCOUNT, WRONG_CHAIN.
   */
  backUpWithWallet(application: string): Promise<void>;
}

export function createBackUps(parts: KeyRingParts, requireHeld: () => UsersKeys): BackUps {
  return {
    backUpWithPassword: (password, options) => withPassword(parts, requireHeld(), password, options),
    backUpWithRecoveryCode: (confirm) => withRecoveryCode(parts, requireHeld(), confirm),
    backUpWithPasskey: (passkeys) => withPasskey(parts, requireHeld(), passkeys),
    backUpWithWallet: (application) => withWallet(parts, requireHeld(), application),
  };
}

async function withPassword(
  parts: KeyRingParts,
  held: UsersKeys,
  password: string,
  { cost, createdAt }: PasswordOptions = {},
): Promise<void> {
  await requireStrongPassword(password, [parts.account, held.userId]);
  const place = await newPlace(parts, held, "password", createdAt);
  const backup = await sealPasswordSlot(place, password, held.seed, cost);
  await keepBackup(parts, backup, held, (kept) => openPasswordSlot(held.userId, kept, password));
}

async function withRecoveryCode(
  parts: KeyRingParts,
  held: UsersKeys,
  confirm: ConfirmRecoveryKit,
): Promise<void> {
  const sodium = await loadSodium();
  const code = await createRecoveryCode();
  const kit = createRecoveryKit(code, parts.account, (below) => sodium.randombytes_uniform(below));
  if (!kit.isConfirmedBy(await confirm(kit)))
    throw new IdosError("RECOVERY_CODE_UNCONFIRMED", "The groups are not those of the code");
  const backup = await sealRecoverySlot(await newPlace(parts, held, "recovery-code"), code, held.seed);
  await keepBackup(parts, backup, held, (kept) => openRecoverySlot(held.userId, kept, code));
}

async function withPasskey(parts: KeyRingParts, held: UsersKeys, passkeys: Passkeys): Promise<void> {
  const salt = (await loadSodium()).randombytes_buf(PRF_BYTES);
  const { userId, keys } = held;
  const isOfKey = ({ parameters }: KeyBackup) => parameters["encryptionKey"] === keys.encryptionKey;
  const backups = (await parts.node.keyBackups()).filter(isOfKey);
  const existing = backups.flatMap((backup) => passkeyPromptOf(backup)?.credentialId ?? []);
  const request = { userHandle: fromHex(userId), name: parts.account, salt, existing };
  const { credentialId, secret } = await passkeys.create(request);
  const place = await newPlace(parts, held, "passkey");
  const backup = await sealPasskeySlot(place, { credentialId, salt }, secret, held.seed);
  await keepBackup(parts, backup, held, (kept) => openPasskeySlot(userId, kept, secret));
  secret.fill(0);
}

async function withWallet(parts: KeyRingParts, held: UsersKeys, application: string): Promise<void> {
  if (application.length < 1 || application.length > 64) {
    const values = { argument: "application", characters: application.length };
    throw new IdosError("ARGUMENT_INVALID", "application: 1 to 64 characters", values);
  }
  const { userId } = held;
  const asked = { application, account: parts.account, salt: randomId() };
  const signature = await provenWalletSecret(parts, { ...asked, userId });
  const backup = await sealWalletSlot(await newPlace(parts, held, "wallet"), asked, signature, held.seed);
  await keepBackup(parts, backup, held, (kept) => openWalletSlot(userId, kept, signature));
}
