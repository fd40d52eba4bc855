/** How many blocks to ask for at once, and how many ranges to read ahead; follows what the source can give. */
export interface RangePace {
  blocks(): number;
  rangesAhead(): number;
  /** A range of so many blocks brought so many events. */
  took(blocks: number, events: number): void;
  /** A range of so many blocks was too much: with so many events, or, without a number, for the source. */
  tooMuch(blocks: number, events?: number): void;
}

export interface RangePaceOptions {
  /** What to ask for first. */
  readonly rangeBlocks: number;
  /** No range of several blocks is written with more. */
  readonly rangeEventsMax: number;
  /** So many ranges are in memory at most, beside the one that is being written. */
  readonly rangesInFlight: number;
}

const RANGE_BLOCKS_MAX = 100_000;
/** Below the maximum, so that the usual spread of a history does not exceed it. */
const EVENTS_AIM = 0.75;
const GROWTH_MAX = 4;
/** What the source refused, it is slowly asked for again. */
const CEILING_GROWTH = 1 + 1 / 32;

/** Starts with one range at a time, and goes back to that where one was too much. */
export function createRangePace(options: RangePaceOptions): RangePace {
  const aim = options.rangeEventsMax * EVENTS_AIM;
  let ceiling = RANGE_BLOCKS_MAX;
  let blocks = Math.min(options.rangeBlocks, ceiling);
  let ahead = 1;

  function aimFrom(asked: number, events: number): number {
    return events === 0 ? Infinity : (asked * aim) / events;
  }

  return {
    blocks: () => blocks,
    rangesAhead: () => ahead,
    took(asked, events) {
      ceiling = Math.min(RANGE_BLOCKS_MAX, Math.ceil(ceiling * CEILING_GROWTH));
      const grown = Math.max(blocks, asked * GROWTH_MAX);
      blocks = Math.max(1, Math.min(ceiling, Math.floor(Math.min(grown, aimFrom(asked, events)))));
      ahead = Math.min(options.rangesInFlight, ahead + 1);
    },
    tooMuch(asked, events) {
      if (events === undefined) ceiling = Math.max(1, Math.floor(asked / 2));
      const less = events === undefined ? ceiling : Math.floor(aimFrom(asked, events));
      blocks = Math.max(1, Math.min(asked - 1, less));
      ahead = 1;
    },
  };
}
