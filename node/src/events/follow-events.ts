import { setTimeout as sleep } from "node:timers/promises";
import type { IndexPlaceInTime } from "@idos/indexer";
import { type EventPlace, type EventsQuery, type NodeEvent, ProblemError, TIMES } from "@idos/protocol";
import { principalOf } from "../access/authenticate.ts";
import { type ChainIndex, chosenIndex } from "../access/grant-indexes.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { refusal } from "../access/refuse.ts";
import { grantEvents } from "./grant-events.ts";

const UNDECIDED_MS = 500;

/** An event and where to go on behind it, or a sign of life. */
export type Told = { readonly event: NodeEvent; readonly place: EventPlace } | "beat";

export interface OpenedEvents {
  readonly told: AsyncIterable<Told>;
  /** Gives the stream's place back; to be called once nobody listens, also where nobody has begun to. */
  readonly close: () => void;
}

/**
 * What changes about the caller's shares on a chain, from the place on that she names or from now. Throws SCOPE_MISSING,
 * CHAIN_NOT_FOLLOWED, INDEX_STALE, LIMIT_REACHED, OVERLOADED before the first event.
 */
export async function openEvents(
  parts: Parts,
  principal: Principal,
  { chainId, after }: EventsQuery,
): Promise<OpenedEvents> {
  if (!principal.scopes.includes("read")) throw refusal("SCOPE_MISSING");
  const chain = chosenIndex(parts.indexes, chainId);
  const { status, place } = await chain.reader.changesAfter(undefined);
  if (status.state !== "ready") throw refusal("INDEX_STALE", status.decidedAt);
  const close = parts.eventStreams.open(principal.sessionKey);
  const first = { event: { kind: "start", decidedAt: status.decidedAt }, place } as const;
  return { told: follow(parts, principal, chain, after ?? first), close };
}

type Start = Exclude<Told, "beat"> | EventPlace;

async function* follow(
  parts: Parts,
  { sessionKey }: Principal,
  chain: ChainIndex,
  start: Start,
): AsyncGenerator<Told> {
  let place = "event" in start ? start.place : start;
  if ("event" in start) yield start;
  else yield "beat";
  for (;;) {
    const caller = await stillSignedIn(parts, sessionKey);
    if (caller === undefined || parts.eventStreams.ended) {
      const reason = caller === undefined ? "session" : "stopping";
      yield { event: { kind: "end", reason }, place };
      return;
    }
    const told = await tell(parts, caller, chain, place);
    // All but the last go on from before: who loses the stream between two is told both again.
    for (const [at, event] of told.events.entries())
      yield { event, place: at === told.events.length - 1 ? told.place : place };
    if (told.events.length === 0) yield "beat";
    place = told.place;
    // An index that cannot decide may well have reached the next block, again and again.
    if (!told.isReady) await sleep(UNDECIDED_MS);
    await chain.reader.reached(place.blockNumber + 1, TIMES.eventBeatSeconds * 1_000);
  }
}

/** What of the index is news to her; nothing while it cannot decide. */
async function tell(
  parts: Parts,
  caller: Principal,
  chain: ChainIndex,
  from: IndexPlaceInTime,
): Promise<{
  readonly events: readonly NodeEvent[];
  readonly place: IndexPlaceInTime;
  readonly isReady: boolean;
}> {
  const { status, place, touched } = await chain.reader.changesAfter(from);
  if (status.state !== "ready") return { events: [], place: from, isReady: false };
  if (touched !== undefined)
    return { events: await grantEvents(parts, caller, chain, touched), place, isReady: true };
  const { place: anew } = await chain.reader.changesAfter(undefined);
  return { events: [{ kind: "resync", decidedAt: status.decidedAt }], place: anew, isReady: true };
}

/** As the database has it now: an ended session's stream ends with it. */
async function stillSignedIn(
  parts: Parts,
  sessionKey: Principal["sessionKey"],
): Promise<Principal | undefined> {
  try {
    return await principalOf({ ...parts, store: parts.facts.view(true).store }, sessionKey);
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return undefined;
    throw error;
  }
}
