import { type Address, type Bytes32, writeHex } from "@idos/protocol";
import { keccak256 } from "./keccak.ts";

export const ENTRY_KEY_BYTES = 24;

const ADDRESS_BYTES = 20;
const preimage = new Uint8Array(ADDRESS_BYTES + 32);

/**
 * What an entry is found by: the first 24 bytes of keccak256(owner, 20 bytes, || handle, 32 bytes). As many bits as
 * the contract's own digest has, so that to find two entries of one key takes 2^96 hashes.
 */
export function entryKey(owner: Address, handle: Bytes32): Uint8Array {
  writeHex(preimage, 0, owner);
  writeHex(preimage, ADDRESS_BYTES, handle);
  return keccak256(preimage).subarray(0, ENTRY_KEY_BYTES);
}
