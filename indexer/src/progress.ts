/** How far an index was at a time. */
export interface ProgressSample {
  /** Of one clock, whichever it is. */
  readonly atMs: number;
  /** Of the blocks from the contract's own on. */
  readonly blocksDone: number;
  readonly blocksTotal: number;
  /** All up to that block. */
  readonly events: number;
}

export interface Progress {
  readonly blocksDone: number;
  readonly blocksTotal: number;
  readonly events: number;
  readonly eventsPerSecond: number;
  /** undefined where the rate tells nothing. */
  readonly secondsLeft: number | undefined;
}

/** How far the index is at the last sample, at the rate since the first. */
export function progressOf(first: ProgressSample, last: ProgressSample): Progress {
  const { blocksDone, blocksTotal, events } = last;
  const seconds = (last.atMs - first.atMs) / 1_000;
  const perSecond = (before: number, after: number) =>
    seconds > 0 ? Math.max(0, (after - before) / seconds) : 0;
  const blocksPerSecond = perSecond(first.blocksDone, blocksDone);
  const blocksLeft = Math.max(0, blocksTotal - blocksDone);
  const estimate = blocksPerSecond > 0 ? blocksLeft / blocksPerSecond : undefined;
  const secondsLeft = blocksLeft === 0 ? 0 : estimate;
  return { blocksDone, blocksTotal, events, eventsPerSecond: perSecond(first.events, events), secondsLeft };
}
