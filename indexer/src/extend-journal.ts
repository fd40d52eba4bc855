import { advanceJournal, type Journal } from "@idos/protocol";
import type { PlacedEvent } from "./decode.ts";
import { ContradictionError } from "./errors.ts";

/** The journal after these events; throws ContradictionError at a gap or a double in their `seq`. */
export function extendJournal(journal: Journal, events: readonly PlacedEvent[]): Journal {
  return events.reduce((before, { event, blockNumber }) => {
    if (event.seq !== before.seq + 1n)
      throw new ContradictionError(
        `event ${before.seq + 1n} is missing: event ${event.seq} came next, in block ${blockNumber}`,
      );
    return advanceJournal(before, event);
  }, journal);
}

export function sameJournal(one: Journal, other: Journal): boolean {
  return one.seq === other.seq && one.digest === other.digest;
}
