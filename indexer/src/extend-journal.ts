import type { Journal } from "@idos/protocol";
import type { PlacedEvent } from "./placed-event.ts";
import { ContradictionError } from "./errors.ts";
import { advanceJournalBy } from "./grant-hashing.ts";

/** The journal after these events; throws ContradictionError at a gap or a double in their `seq`. */
export function extendJournal(journal: Journal, events: readonly PlacedEvent[]): Journal {
  let expected = journal.seq;
  const inOrder = events.map(({ event, blockNumber }) => {
    expected++;
    if (event.seq !== expected)
      throw new ContradictionError(
        `event ${expected} is missing: event ${event.seq} came next, in block ${blockNumber}`,
      );
    return event;
  });
  return advanceJournalBy(journal, inOrder);
}

export function sameJournal(one: Journal, other: Journal): boolean {
  return one.seq === other.seq && one.digest === other.digest;
}
