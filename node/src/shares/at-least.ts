import { type AtLeast, type DecidedAt, ProblemError } from "@idos/protocol";
import type { ChainIndex } from "../access/grant-indexes.ts";
import type { Parts } from "../access/parts.ts";
import { refusal } from "../access/refuse.ts";

/** What a reader asked for, and the number of the block that it turned out to be. */
export interface ReachedBlock {
  readonly atLeast: AtLeast;
  readonly blockNumber: number;
}

/** Waits until the chain's index has reached what a reader asks for; throws a 503 problem otherwise. */
export async function waitForBlock(
  { atLeastWaitMs }: Parts,
  { reader }: ChainIndex,
  atLeast: AtLeast | undefined,
): Promise<ReachedBlock | undefined> {
  if (atLeast === undefined) return undefined;
  const blockNumber = await reader.reached(atLeast, atLeastWaitMs);
  if (blockNumber !== undefined) return { atLeast, blockNumber };
  const { state, decidedAt } = await reader.status();
  // The deeper reason first: a reader of an index that cannot decide gains nothing by waiting longer.
  if (state !== "ready") throw refusal("INDEX_STALE", decidedAt);
  throw notReached(atLeast, decidedAt);
}

/** A reorg may have taken the index back below the asked block since it was reached. */
export function requireReached(decidedAt: DecidedAt, reached: ReachedBlock | undefined): void {
  if (reached !== undefined && decidedAt.blockNumber < reached.blockNumber)
    throw notReached(reached.atLeast, decidedAt);
}

function notReached(atLeast: AtLeast, { chainId, blockNumber }: DecidedAt): ProblemError {
  const values = { atLeast, chainId, blockNumber };
  return new ProblemError("AT_LEAST_TIMEOUT", "Ask again; the node is still behind that block.", values);
}
