import { ProblemError } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import { refusal } from "../access/refuse.ts";

/** Waits until the index has reached the block that a reader asks for; throws a 503 problem otherwise. */
export async function waitForBlock(
  { index, atLeastWaitMs }: Parts,
  atLeast: number | undefined,
): Promise<void> {
  if (atLeast === undefined) return;
  if (await index.reached(atLeast, atLeastWaitMs)) return;
  // The deeper reason first: a reader of an index that cannot decide gains nothing by waiting longer.
  if ((await index.status()).state !== "ready") throw refusal("INDEX_STALE");
  throw notReached(atLeast);
}

/** A reorg may have taken the index back below the asked block since it was reached. */
export function requireReached(blockNumber: number, atLeast: number | undefined): void {
  if (atLeast !== undefined && blockNumber < atLeast) throw notReached(atLeast);
}

function notReached(atLeast: number): ProblemError {
  return new ProblemError("AT_LEAST_TIMEOUT", "Ask again; the node is still behind that block.", { atLeast });
}
