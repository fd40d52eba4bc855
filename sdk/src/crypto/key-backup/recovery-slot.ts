import type { Bytes32, KeyBackup } from "@idos/protocol";
import { decryptionFailed } from "../../errors/idos-error.ts";
import { derive } from "../derive.ts";
import { loadSodium, type Sodium } from "../sodium.ts";
import { parseRecoveryCode } from "./recovery-code.ts";
import { openSlot, sealSlot } from "./slot-cipher.ts";

/** The code has 160 bits of its own, so nothing needs to be stretched or salted. */
const PARAMETERS = { kdf: "blake2b" };

/** The seed wrapped under a recovery code. Throws RECOVERY_CODE_MALFORMED. */
export async function sealRecoverySlot(
  place: { readonly userId: Bytes32; readonly slot: string },
  code: string,
  seed: Uint8Array,
): Promise<KeyBackup> {
  const sodium = await loadSodium();
  const facts = { ...place, kind: "recovery-code", parameters: PARAMETERS } as const;
  const key = recoveryKey(sodium, code);
  const ciphertext = sealSlot(sodium, key, facts, seed);
  sodium.memzero(key);
  return { slot: place.slot, kind: "recovery-code", parameters: PARAMETERS, ciphertext };
}

/** The seed. Throws RECOVERY_CODE_MALFORMED for a mistyped code, DECRYPTION_FAILED for a wrong one. */
export async function openRecoverySlot(
  userId: Bytes32,
  backup: KeyBackup,
  code: string,
): Promise<Uint8Array> {
  const sodium = await loadSodium();
  const key = recoveryKey(sodium, code);
  const seed = openSlot(sodium, key, { ...backup, userId }, backup.ciphertext);
  sodium.memzero(key);
  if (seed === undefined) throw decryptionFailed();
  return seed;
}

function recoveryKey(sodium: Sodium, code: string): Uint8Array {
  const secret = parseRecoveryCode(sodium, code);
  const key = derive(sodium, secret, "recoverySlotKey");
  sodium.memzero(secret);
  return key;
}
