import type { Journal } from "@idos/protocol";
import type { PlacedEvent } from "./placed-event.ts";
import { ContradictionError, IncompleteLogsError } from "./errors.ts";
import { extendJournal, sameJournal } from "./extend-journal.ts";

export interface JournalPoint {
  readonly number: number;
  readonly journal: Journal;
}

/** Throws IncompleteLogsError unless the logs after `proved` give the contract's own journal at block `last`. */
export function expectJournal(contract: Journal, proved: JournalPoint, last: number, given: Journal): void {
  if (sameJournal(contract, given)) return;
  const [counted, found] = [contract.seq, given.seq].map((seq) => seq - proved.journal.seq);
  const first = Math.min(proved.number + 1, last);
  throw new IncompleteLogsError(
    first,
    last,
    counted === found
      ? "the logs are not the contract's, though as many"
      : `the contract counts ${counted} events, the logs give ${found}`,
  );
}

/** The journal after the events that follow `tip` up to block `last`. Throws IncompleteLogsError at a gap or a double. */
export function journalAfter(tip: JournalPoint, last: number, events: readonly PlacedEvent[]): Journal {
  try {
    return extendJournal(tip.journal, events);
  } catch (error) {
    if (!(error instanceof ContradictionError)) throw error;
    throw new IncompleteLogsError(tip.number + 1, last, error.message);
  }
}
