import { type Bytes32, parseBytes32, toHex } from "@idos/protocol";
import { derive } from "./derive.ts";
import { loadSodium } from "./sodium.ts";

export const SEED_BYTES = 32;

/** What opens that which is sealed to a user; it signs nothing. */
export interface DecryptionKeys {
  /** X25519 public key: others wrap content keys for it. */
  readonly encryptionKey: Bytes32;
  /** X25519, 32 bytes. */
  readonly encryptionPrivateKey: Uint8Array;
}

/** A user's idOS keys, all derived from one seed. Private parts never leave the device. */
export interface UserKeys extends DecryptionKeys {
  /** Ed25519 public key: credentials are bound to it. */
  readonly signingKey: Bytes32;
  /** Ed25519 in libsodium's form, 64 bytes. */
  readonly signingPrivateKey: Uint8Array;
}

/** 32 random bytes from which an account's keys are derived. Whoever has them reads what is sealed to the account. */
export async function createSeed(): Promise<Uint8Array> {
  const sodium = await loadSodium();
  return sodium.randombytes_buf(SEED_BYTES);
}

/** The keys of a seed of 32 bytes; each is derived under a label of its own. Throws a TypeError otherwise. */
export async function keysFromSeed(seed: Uint8Array): Promise<UserKeys> {
  if (seed.length !== SEED_BYTES) throw new TypeError(`a seed is ${SEED_BYTES} bytes, not ${seed.length}`);
  const sodium = await loadSodium();
  const encryptionPrivateKey = derive(sodium, seed, "encryptionPrivateKey");
  const signingSeed = derive(sodium, seed, "signingSeed");
  const signing = sodium.crypto_sign_seed_keypair(signingSeed);
  sodium.memzero(signingSeed);
  return {
    encryptionKey: parseBytes32(toHex(sodium.crypto_scalarmult_base(encryptionPrivateKey))),
    signingKey: parseBytes32(toHex(signing.publicKey)),
    encryptionPrivateKey,
    signingPrivateKey: signing.privateKey,
  };
}

export function wipeKeys(keys: UserKeys): void {
  keys.encryptionPrivateKey.fill(0);
  keys.signingPrivateKey.fill(0);
}
