import type { Address, Bytes32 } from "@idos/protocol";
import { keccak256 } from "./keccak.ts";

export const ENTRY_KEY_BYTES = 24;

const ADDRESS_BYTES = 20;
const preimage = Buffer.alloc(ADDRESS_BYTES + 32);

/**
 * What an entry is found by: the first 24 bytes of keccak256(owner, 20 bytes, || handle, 32 bytes). As many bits as
 * the contract's own digest has, so that to find two entries of one key takes 2^96 hashes.
 */
export function entryKey(owner: Address, handle: Bytes32): Uint8Array {
  preimage.write(owner.slice(2), 0, "hex");
  preimage.write(handle.slice(2), ADDRESS_BYTES, "hex");
  return keccak256(preimage).subarray(0, ENTRY_KEY_BYTES);
}
