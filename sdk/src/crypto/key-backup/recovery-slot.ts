import type { Bytes32, KeyBackup } from "@idos/protocol";
import { derive } from "../derive.ts";
import { loadSodium, type Sodium } from "../sodium.ts";
import { parseRecoveryCode } from "./recovery-code.ts";
import { openSlot, sealSlot, type SlotPlace } from "./slot-cipher.ts";

/** The code has 160 bits of its own, so nothing needs to be stretched or salted. */
const PARAMETERS = { kdf: "blake2b" };

/** The seed wrapped under a recovery code. Throws RECOVERY_CODE_MALFORMED. */
export async function sealRecoverySlot(place: SlotPlace, code: string, seed: Uint8Array): Promise<KeyBackup> {
  const key = recoveryKey(await loadSodium(), code);
  return sealSlot(place, "recovery-code", PARAMETERS, key, seed);
}

/** The seed. Throws RECOVERY_CODE_MALFORMED for a mistyped code, DECRYPTION_FAILED for a wrong one. */
export async function openRecoverySlot(
  userId: Bytes32,
  backup: KeyBackup,
  code: string,
): Promise<Uint8Array> {
  const sodium = await loadSodium();
  return openSlot(sodium, userId, backup, recoveryKey(sodium, code));
}

function recoveryKey(sodium: Sodium, code: string): Uint8Array {
  const secret = parseRecoveryCode(sodium, code);
  const key = derive(sodium, secret, "recoverySlotKey");
  sodium.memzero(secret);
  return key;
}
