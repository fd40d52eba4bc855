import type { Address, Bytes32, GrantEvent } from "@idos/protocol";
import type { PlacedEvent } from "./placed-event.ts";
import { CorruptIndexError } from "./errors.ts";
import { type GrantEntry, type Parties, termInForce } from "./grant-entry.ts";

/** What the index holds of one owner, as far as the events at hand touch it. */
export interface OwnerState {
  readonly epoch: bigint;
  readonly entries: ReadonlyMap<Bytes32, GrantEntry>;
}
/** For each owner, the handles in question. */
export type Touched = ReadonlyMap<Address, ReadonlySet<Bytes32>>;
export type IndexPart = ReadonlyMap<Address, OwnerState>;

export type Change =
  | {
      readonly kind: "entry";
      readonly owner: Address;
      readonly handle: Bytes32;
      readonly before: GrantEntry | undefined;
      readonly after: GrantEntry | undefined;
    }
  | { readonly kind: "epoch"; readonly owner: Address; readonly before: bigint; readonly after: bigint };

interface OpenState {
  epoch: bigint;
  readonly entries: Map<Bytes32, GrantEntry>;
}

/** For each owner in the events, the handles whose entries the reduction looks at. */
export function touchedBy(events: readonly PlacedEvent[]): Touched {
  const touched = new Map<Address, Set<Bytes32>>();
  for (const { event, handle } of events) {
    const handles = touched.get(event.owner) ?? new Set<Bytes32>();
    if (handle !== undefined) handles.add(handle);
    touched.set(event.owner, handles);
  }
  return touched;
}

/**
 * The net changes that the events make, at most one for each place. `before` must hold what `touchedBy` names;
 * `confirmedAt` gives the newest block whose grants counted at a block. Throws CorruptIndexError where the events do
 * not follow from it.
 */
export function reduce(
  before: IndexPart,
  events: readonly PlacedEvent[],
  confirmedAt: (blockNumber: number) => number,
): readonly Change[] {
  const after = new Map<Address, OpenState>();
  for (const [owner, state] of before)
    after.set(owner, { epoch: state.epoch, entries: new Map(state.entries) });
  for (const placed of events) {
    const { owner } = placed.event;
    const state = after.get(owner);
    if (state === undefined) throw new CorruptIndexError(`nothing was read of ${owner}`);
    apply(state, placed, confirmedAt(placed.blockNumber));
  }
  return [...before].flatMap(([owner, was]) => {
    const is = after.get(owner);
    return is === undefined ? [] : difference(owner, was, is);
  });
}

/** Undoes the changes when applied after them. */
export function invert(changes: readonly Change[]): readonly Change[] {
  return changes.map((change) =>
    change.kind === "epoch"
      ? { ...change, before: change.after, after: change.before }
      : { ...change, before: change.after, after: change.before },
  );
}

function nextEpoch(epoch: bigint, event: GrantEvent & { kind: "revoked-all" }): bigint {
  if (event.epoch !== epoch + 1n)
    throw new CorruptIndexError(`the epoch ${event.epoch} of ${event.owner} follows the indexed ${epoch}`);
  return event.epoch;
}

function apply(state: OpenState, placed: PlacedEvent, confirmedBlock: number): void {
  const { event } = placed;
  switch (event.kind) {
    case "granted":
    case "granted-sealed":
      putEntry(state, event, handleOf(placed), confirmedBlock, placed.blockNumber);
      return;
    case "revoked":
    case "renounced":
    case "revoked-sealed":
      endEntry(state, event, handleOf(placed));
      return;
    case "revoked-all":
      state.epoch = nextEpoch(state.epoch, event);
      return;
    case "messages-voided":
    case "change-skipped":
      return;
  }
}

function putEntry(
  state: OpenState,
  event: GrantEvent & { kind: "granted" | "granted-sealed" },
  handle: Bytes32,
  confirmedBlock: number,
  blockNumber: number,
): void {
  const stored = state.entries.get(handle);
  const live = stored?.epoch === state.epoch ? stored : undefined;
  const prior = live === undefined ? undefined : termInForce(live, confirmedBlock);
  // A handle's preimage is one and the same for ever, so it stays known.
  const parties: Parties | undefined =
    event.kind === "granted" ? { grantee: event.grantee, shareId: event.shareId } : stored?.parties;
  state.entries.set(handle, {
    ...{ expiresAt: event.expiresAt, sinceBlock: blockNumber, epoch: state.epoch },
    ...(parties === undefined ? {} : { parties }),
    ...(prior === undefined ? {} : { prior }),
  });
}

function endEntry(
  state: OpenState,
  event: GrantEvent & { kind: "revoked" | "renounced" | "revoked-sealed" },
  handle: Bytes32,
): void {
  if (state.entries.get(handle)?.epoch !== state.epoch)
    throw new CorruptIndexError(`${event.kind} but not indexed: ${event.owner} ${handle}`);
  state.entries.delete(handle);
}

function handleOf({ event, handle }: PlacedEvent): Bytes32 {
  if (handle === undefined) throw new CorruptIndexError(`${event.kind} names no grant`);
  return handle;
}

function difference(owner: Address, was: OwnerState, is: OwnerState): Change[] {
  const handles = new Set([...was.entries.keys(), ...is.entries.keys()]);
  const changes: Change[] = [...handles].flatMap((handle) => {
    const [before, after] = [was.entries.get(handle), is.entries.get(handle)];
    return before === after ? [] : [{ kind: "entry", owner, handle, before, after }];
  });
  return was.epoch === is.epoch
    ? changes
    : [...changes, { kind: "epoch", owner, before: was.epoch, after: is.epoch }];
}
