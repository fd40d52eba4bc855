import type { Address, Bytes32 } from "@idos/protocol";
import { getBytes, keccak256 } from "ethers";

export const ENTRY_KEY_BYTES = 24;

/**
 * What an entry is found by: the first 24 bytes of keccak256(owner, 20 bytes, || handle, 32 bytes). As many bits as
 * the contract's own digest has, so that to find two entries of one key takes 2^96 hashes.
 */
export function entryKey(owner: Address, handle: Bytes32): Uint8Array {
  return getBytes(keccak256(`${owner}${handle.slice(2)}`)).subarray(0, ENTRY_KEY_BYTES);
}
