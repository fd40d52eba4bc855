import { type Address, type Bytes32, fromHex, parseAddress, parseBytes32, toHex } from "@idos/protocol";
import { concatBytes } from "./derive.ts";
import type { UserKeys } from "./key-pair.ts";
import { openBox, sealBox } from "./sealed-box.ts";
import { loadSodium } from "./sodium.ts";

/** For whom a sealed share is: with its id, what its handle is the hash of. */
export interface SealedGrantee {
  readonly grantee: Address;
  readonly salt: Bytes32;
}

const ADDRESS_BYTES = 20;
const SALT_BYTES = 32;

/** crypto_box_seal(grantee || salt), 100 bytes: what an owner leaves at a node for herself to find again. */
export async function sealGrantee({ grantee, salt }: SealedGrantee, ownerKey: Bytes32): Promise<Uint8Array> {
  return sealBox(await loadSodium(), concatBytes([fromHex(grantee), fromHex(salt)]), ownerKey);
}

/** Undefined where the box is not for these keys, or holds something else. */
export async function openSealedGrantee(box: Uint8Array, keys: UserKeys): Promise<SealedGrantee | undefined> {
  const message = openBox(await loadSodium(), box, keys);
  if (message?.length !== ADDRESS_BYTES + SALT_BYTES) return undefined;
  const [grantee, salt] = [message.subarray(0, ADDRESS_BYTES), message.subarray(ADDRESS_BYTES)];
  return { grantee: parseAddress(toHex(grantee)), salt: parseBytes32(toHex(salt)) };
}
