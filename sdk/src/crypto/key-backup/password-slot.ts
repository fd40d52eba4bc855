import { base64urlSchema, type Bytes32, type KeyBackup, toBase64url } from "@idos/protocol";
import * as z from "zod";
import { decryptionFailed, IdosError } from "../../errors/idos-error.ts";
import { derive } from "../derive.ts";
import { loadSodium, type Sodium } from "../sodium.ts";
import { openSlot, sealSlot, SLOT_PARAMETERS, type SlotPlace } from "./slot-cipher.ts";

/** Argon2id (RFC 9106). Memory in bytes; `opsLimit` is its number of passes. */
export interface PasswordCost {
  readonly opsLimit: number;
  readonly memLimitBytes: number;
}

const MIB = 1024 * 1024;
export const PASSWORD_COST_DEFAULT: PasswordCost = { opsLimit: 3, memLimitBytes: 128 * MIB };
export const PASSWORD_COST_MIN: PasswordCost = { opsLimit: 3, memLimitBytes: 64 * MIB };
export const PASSWORD_COST_MAX: PasswordCost = { opsLimit: 16, memLimitBytes: 1024 * MIB };
const SALT_BYTES = 16;

const parametersSchema = z.strictObject({
  ...SLOT_PARAMETERS,
  kdf: z.literal("argon2id13"),
  salt: base64urlSchema(SALT_BYTES).refine((salt) => salt.length === SALT_BYTES),
  opsLimit: z.number().int(),
  memLimitBytes: z.number().int(),
});

/**
 * The seed wrapped under a password, whose strength is `requireStrongPassword`'s matter. Throws
 * KEY_DERIVATION_OUT_OF_BOUNDS for a cost outside its bounds. Takes about 400 ms at the default cost.
 */
export async function sealPasswordSlot(
  place: SlotPlace,
  password: string,
  seed: Uint8Array,
  cost: PasswordCost = PASSWORD_COST_DEFAULT,
): Promise<KeyBackup> {
  requireSafeCost(cost);
  const sodium = await loadSodium();
  const salt = sodium.randombytes_buf(SALT_BYTES);
  const { opsLimit, memLimitBytes } = cost;
  const own = { kdf: "argon2id13", salt: toBase64url(salt), opsLimit, memLimitBytes };
  return sealSlot(place, "password", own, passwordKey(sodium, password, salt, cost), seed);
}

/** Whether a slot's derivation costs what one made today does, or more. */
export function isPasswordCostCurrent({ parameters }: KeyBackup): boolean {
  const cost = parametersSchema.safeParse(parameters).data;
  return (
    cost !== undefined &&
    cost.opsLimit >= PASSWORD_COST_DEFAULT.opsLimit &&
    cost.memLimitBytes >= PASSWORD_COST_DEFAULT.memLimitBytes
  );
}

/**
 * The seed. Throws DECRYPTION_FAILED for a wrong password or a changed slot, and KEY_DERIVATION_OUT_OF_BOUNDS
 * before deriving anything, so that a node can neither weaken a derivation nor exhaust the device.
 */
export async function openPasswordSlot(
  userId: Bytes32,
  backup: KeyBackup,
  password: string,
): Promise<Uint8Array> {
  const parameters = parametersSchema.safeParse(backup.parameters).data;
  if (parameters === undefined) throw decryptionFailed();
  requireSafeCost(parameters);
  const sodium = await loadSodium();
  return openSlot(sodium, userId, backup, passwordKey(sodium, password, parameters.salt, parameters));
}

function passwordKey(sodium: Sodium, password: string, salt: Uint8Array, cost: PasswordCost): Uint8Array {
  // Keyboards differ in how they compose a letter; NFKC makes one password of all the spellings.
  const text = new TextEncoder().encode(password.normalize("NFKC"));
  const algorithm = sodium.crypto_pwhash_ALG_ARGON2ID13;
  const stretched = sodium.crypto_pwhash(32, text, salt, cost.opsLimit, cost.memLimitBytes, algorithm);
  const key = derive(sodium, stretched, "passwordSlotKey");
  sodium.memzero(stretched);
  sodium.memzero(text);
  return key;
}

function requireSafeCost({ opsLimit, memLimitBytes }: PasswordCost): void {
  const isSafe =
    opsLimit >= PASSWORD_COST_MIN.opsLimit &&
    opsLimit <= PASSWORD_COST_MAX.opsLimit &&
    memLimitBytes >= PASSWORD_COST_MIN.memLimitBytes &&
    memLimitBytes <= PASSWORD_COST_MAX.memLimitBytes;
  if (isSafe) return;
  const values = { opsLimit, memLimitBytes };
  throw new IdosError("KEY_DERIVATION_OUT_OF_BOUNDS", "The key derivation's cost is out of bounds", values);
}
