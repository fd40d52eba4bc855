import {
  type Bytes32,
  bytes32Schema,
  type KeyBackup,
  type KeyBackupKind,
  unixSecondsSchema,
} from "@idos/protocol";
import * as z from "zod";
import { decryptionFailed, keysLocked } from "../../errors/idos-error.ts";
import { concatBytes } from "../derive.ts";
import { keysFromSeed } from "../key-pair.ts";
import { loadSodium, type Sodium } from "../sodium.ts";

/** Where a seed is kept, and whose it is. */
export interface SlotPlace {
  readonly userId: Bytes32;
  readonly slot: string;
  /** The X25519 public key of the seed, by which a slot is told from one of an earlier key. */
  readonly encryptionKey: Bytes32;
  /** Unix seconds: when the user first had a secret of this kind here, and when she last changed it. */
  readonly createdAt: number;
  readonly changedAt: number;
}

/** What every slot says of itself besides its kind's own parameters. */
export const SLOT_PARAMETERS = {
  encryptionKey: bytes32Schema,
  createdAt: unixSecondsSchema,
  changedAt: unixSecondsSchema,
};
export const slotParametersSchema = z.object(SLOT_PARAMETERS);

const NONCE_BYTES = 24;

/** XChaCha20-Poly1305 over the seed: nonce, then ciphertext and tag. What the slot says is associated data. Wipes the key. */
export async function sealSlot(
  place: SlotPlace,
  kind: KeyBackupKind,
  own: KeyBackup["parameters"],
  key: Uint8Array,
  seed: Uint8Array,
): Promise<KeyBackup> {
  const sodium = await loadSodium();
  // Keys that locked meanwhile were wiped: zeros must not be kept in their place.
  if ((await keysFromSeed(seed)).encryptionKey !== place.encryptionKey) throw keysLocked();
  const { slot, encryptionKey, createdAt, changedAt } = place;
  const facts = { slot, kind, parameters: { ...own, encryptionKey, createdAt, changedAt } };
  const nonce = sodium.randombytes_buf(NONCE_BYTES);
  const data = associatedData(place.userId, facts);
  const sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(seed, data, null, nonce, key);
  sodium.memzero(key);
  return { ...facts, ciphertext: concatBytes([nonce, sealed]) };
}

/** The seed. Wipes the key. Throws DECRYPTION_FAILED where key, facts or bytes are not those it was sealed with. */
export function openSlot(sodium: Sodium, userId: Bytes32, backup: KeyBackup, key: Uint8Array): Uint8Array {
  const nonce = backup.ciphertext.subarray(0, NONCE_BYTES);
  const sealed = backup.ciphertext.subarray(NONCE_BYTES);
  const data = associatedData(userId, backup);
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, data, nonce, key);
  } catch {
    throw decryptionFailed();
  } finally {
    sodium.memzero(key);
  }
}

/** Sorted, so that a database may give the parameters back in another order. */
function associatedData(
  userId: Bytes32,
  { slot, kind, parameters }: Pick<KeyBackup, "slot" | "kind" | "parameters">,
): Uint8Array {
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return new TextEncoder().encode(JSON.stringify(["idOS v1 key backup", userId, slot, kind, sorted]));
}
