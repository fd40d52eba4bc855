import type { GrantIndexReader } from "@idos/indexer";
import { ProblemError } from "@idos/protocol";

/** The index of one chain that the node follows. */
export interface ChainIndex {
  readonly chainId: number;
  readonly reader: GrantIndexReader;
}

/** What the node knows of all its chains. It cannot write through this. */
export interface GrantIndexes {
  /** Each chain once; the first is the one that is meant where none is named. */
  readonly all: readonly [ChainIndex, ...ChainIndex[]];
}

export function follows({ all }: GrantIndexes, chainId: number): boolean {
  return all.some((index) => index.chainId === chainId);
}

/** The index of the chain that a request names, or of the first. Throws CHAIN_NOT_FOLLOWED. */
export function chosenIndex({ all }: GrantIndexes, chainId: number | undefined): ChainIndex {
  const chosen = chainId === undefined ? all[0] : all.find((index) => index.chainId === chainId);
  if (chosen !== undefined) return chosen;
  const values = { chainId: chainId ?? null, followed: followedChains({ all }) };
  throw new ProblemError("CHAIN_NOT_FOLLOWED", "Name a chain that the node's info lists.", values);
}

/** For the values of a problem. */
export function followedChains({ all }: GrantIndexes): string {
  return all.map((index) => index.chainId).join();
}
