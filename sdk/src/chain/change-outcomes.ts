import type { ContractEvent } from "./contract-events.ts";
import type { ExpectedEvent } from "./expected-events.ts";

/** Skipped: the grant had been changed since it was signed, its expiry has come, or there was nothing to end. */
export type ChangeOutcome = "made" | "skipped";

/** One change that a call is to make, by the events that tell of it. */
export interface ExpectedChange {
  readonly made: ExpectedEvent;
  /** Where the contract may pass it over. */
  readonly skipped?: ExpectedEvent;
}

/**
 * What became of each change of one call. Nothing comes between a call's events, so what tells is a run of as many
 * events; the last one that fits, as events before it may be of what somebody was first with in the same transaction.
 * Undefined where no run fits: the transaction did not make the call, or not for this owner.
 */
export function changeOutcomes(
  events: readonly ContractEvent[],
  changes: readonly ExpectedChange[],
): ChangeOutcome[] | undefined {
  for (let start = events.length - changes.length; start >= 0; start--) {
    const outcomes = changes.map((change, index) => outcomeOf(change, events[start + index]));
    const told = outcomes.filter((outcome) => outcome !== undefined);
    // The contract refuses a call all of whose changes it would pass over.
    if (told.length === changes.length && told.includes("made")) return told;
  }
  return undefined;
}

function outcomeOf(
  { made, skipped }: ExpectedChange,
  event: ContractEvent | undefined,
): ChangeOutcome | undefined {
  if (event === undefined) return undefined;
  if (fits(event, made)) return "made";
  return skipped !== undefined && fits(event, skipped) ? "skipped" : undefined;
}

function fits(event: ContractEvent, { name, owner, handle, numbers = {} }: ExpectedEvent): boolean {
  return (
    event.name === name &&
    event.owner === owner &&
    event.handle === handle &&
    Object.entries(numbers).every(([field, value]) => event.numbers[field] === value)
  );
}
