import { type Address, type Bytes32, fromHex } from "@idos/protocol";
import type { BlockHeader, ContractLog } from "../chain-source.ts";
import { ContradictionError } from "../errors.ts";
import { keccak256 } from "../keccak.ts";

const BLOOM_BYTES = 256;
const BLOOM_BITS_MASK = 8 * BLOOM_BYTES - 1;

/**
 * Throws ContradictionError on a log that the block's bloom excludes: of an address or a topic that no log of the
 * block has.
 *
 * A bloom that does not exclude the contract while no log came contradicts nothing: most full blocks have every bit
 * of somebody else's address set. That no log is missing is proved by the contract's journal.
 */
export function checkBloom(logs: readonly ContractLog[], block: BlockHeader): void {
  if (logs.length === 0) return;
  const bloom = fromHex(block.logsBloom);
  const values = new Set<Address | Bytes32>(logs.flatMap(({ address, topics }) => [address, ...topics]));
  for (const value of values)
    if (!mayHold(bloom, value))
      throw new ContradictionError(`the bloom of block ${block.number} excludes the log value ${value}`);
}

/**
 * Ethereum Yellow Paper, section 4.4.1: of the value's keccak256, the low 11 bits of each of the first three pairs of
 * bytes name a bit, counted from the end.
 */
export function mayHold(bloom: Uint8Array, value: Address | Bytes32): boolean {
  const hash = keccak256(fromHex(value));
  return [0, 2, 4].every((pair) => {
    const bit = (((hash[pair] ?? 0) << 8) | (hash[pair + 1] ?? 0)) & BLOOM_BITS_MASK;
    return ((bloom[BLOOM_BYTES - 1 - (bit >> 3)] ?? 0) & (1 << (bit & 7))) !== 0;
  });
}
