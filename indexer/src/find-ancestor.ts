import type { Bytes32 } from "@idos/protocol";
import type { BlockHeader, BlockRef, ChainSource } from "./chain-source.ts";
import { ContradictionError, DeepReorgError, RpcError } from "./errors.ts";

/**
 * The newest block that we know among the ancestors of `block`, which we do not know. Rejects with
 * ContradictionError if the source's blocks do not link, with DeepReorgError if they lead below all we know.
 */
export async function findAncestor(
  source: ChainSource,
  knownHash: (number: number) => Promise<Bytes32 | undefined>,
  block: BlockHeader,
): Promise<BlockRef> {
  let child = block;
  for (;;) {
    const number = child.number - 1;
    const known = await knownHash(number);
    if (known === undefined)
      throw new DeepReorgError(`the chain leaves the indexed one below block ${child.number}`);
    if (known === child.parentHash) return { number, hash: known };
    const parent = await source.blockAt(number);
    if (parent === undefined) throw new RpcError("absent", `block ${number}, below block ${child.number}`);
    if (parent.hash !== child.parentHash)
      throw new ContradictionError(`block ${child.number} does not link to block ${number}`);
    child = parent;
  }
}
