import { type Address, type Bytes32, fromHex, parseAddress, parseBytes32, toHex } from "@idos/protocol";
import { concatBytes, derive } from "./derive.ts";
import type { DecryptionKeys } from "./key-pair.ts";
import { openBox, sealBox } from "./sealed-box.ts";
import { loadSodium } from "./sodium.ts";

/** For whom a sealed share is: with its id, what its handle commits to. */
export interface SealedGrantee {
  readonly grantee: Address;
  /** The X25519 key that the share's content keys are wrapped for. */
  readonly granteeKey: Bytes32;
  /** 32 random bytes, drawn anew for every sealed share. */
  readonly seed: Bytes32;
}

const ADDRESS_BYTES = 20;
const KEY_BYTES = 32;
const SEED_BYTES = 32;

/** crypto_box_seal(grantee || granteeKey || seed), 132 bytes: what an owner leaves at a node for herself to find again. */
export async function sealGrantee(
  { grantee, granteeKey, seed }: SealedGrantee,
  ownerKey: Bytes32,
): Promise<Uint8Array> {
  const message = concatBytes([fromHex(grantee), fromHex(granteeKey), fromHex(seed)]);
  return sealBox(await loadSodium(), message, ownerKey);
}

/** Undefined where the box is not for these keys, or holds something else. */
export async function openSealedGrantee(
  box: Uint8Array,
  keys: DecryptionKeys,
): Promise<SealedGrantee | undefined> {
  const message = openBox(await loadSodium(), box, keys);
  if (message?.length !== ADDRESS_BYTES + KEY_BYTES + SEED_BYTES) return undefined;
  const [keyAt, seedAt] = [ADDRESS_BYTES, ADDRESS_BYTES + KEY_BYTES];
  return {
    grantee: parseAddress(toHex(message.subarray(0, keyAt))),
    granteeKey: parseBytes32(toHex(message.subarray(keyAt, seedAt))),
    seed: parseBytes32(toHex(message.subarray(seedAt))),
  };
}

/**
 * The salt of a sealed share's grant. It depends on the key, so that the handle that the owner's wallet grants commits to
 * it: a session of hers can replace a share's document, and must not be able to put a key of its own in it.
 */
export async function sealedShareSalt({
  granteeKey,
  seed,
}: Omit<SealedGrantee, "grantee">): Promise<Bytes32> {
  const salt = derive(await loadSodium(), fromHex(seed), "sealedShareSalt", fromHex(granteeKey));
  return parseBytes32(toHex(salt));
}
