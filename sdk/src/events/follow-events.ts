import { eventId, type EventPlace, eventPlaceSchema, type NodeEvent, TIMES } from "@idos/protocol";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import { nodeLied } from "../errors/node-lied.ts";
import type { IdosSession, SessionNode } from "../session/idos-session.ts";
import { parseStream, type Received } from "./parse-stream.ts";

/** What a node tells; `id` is where to go on, at any node. It is a hint to look, and no proof: read to know. */
export type IdosEvent = Exclude<NodeEvent, { readonly kind: "end" }> & { readonly id: string };

/** Where events begin and when they end. */
export interface EventsOptions {
  /** The id of the last event that was seen, also by another process; from now on unless said otherwise. */
  readonly after?: string;
  /** Ends the iteration. */
  readonly signal?: AbortSignal;
}

/** Some beats late, a stream is taken for dead. */
const SILENCE_MS_MAX = 4 * TIMES.eventBeatSeconds * 1_000;
const FIRST_PAUSE_MS = 250;
const PAUSE_MS_MAX = 15_000;

const PASSING = [
  ...["NODE_UNREACHABLE", "NODE_ANSWER_MALFORMED", "OVERLOADED", "INTERNAL", "DEPENDENCY_UNAVAILABLE"],
  ...["INDEX_STALE", "RATE_LIMITED", "LIMIT_REACHED"],
] as const;

/**
 * Changes of the grants of the account's shares, and of those to it, as long as the session lasts. Connects again by
 * itself, to the next node where one fails, and goes on behind the last event. `resync` says that something may have been
 * missed: list anew. Throws SESSION_EXPIRED or SESSION_UNKNOWN at the session's end, ARGUMENT_INVALID, NODE_LIED.
 */
export async function* followEvents(
  session: IdosSession,
  { after, signal = new AbortController().signal }: EventsOptions = {},
): AsyncGenerator<IdosEvent, void> {
  let place = after === undefined ? undefined : placeArgument(after);
  let pauseMs = FIRST_PAUSE_MS;
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const nodes = await session.nodes();
    const node = nodes[attempt % nodes.length];
    if (node === undefined) throw new IdosError("NODE_UNREACHABLE", "No node answers");
    try {
      for await (const received of receive(session, node, place, signal)) {
        pauseMs = FIRST_PAUSE_MS;
        if (received === "beat" || received.event.kind === "end") continue;
        requireSound(session, received.event);
        ({ place } = received);
        yield { ...received.event, id: eventId(place) };
      }
    } catch (error) {
      if (isOver(signal)) return;
      if (!isIdosError(error, ...PASSING)) throw error;
      session.onProgress({ step: "node-failed", node: node.origin, code: error.code });
    }
    await pause(pauseMs, signal);
    pauseMs = Math.min(2 * pauseMs, PAUSE_MS_MAX);
  }
}

/** One connection's events, until it ends or falls silent. Throws NODE_UNREACHABLE where it breaks. */
async function* receive(
  { deployment: { chainId } }: IdosSession,
  { events, origin: node }: SessionNode,
  after: EventPlace | undefined,
  ended: AbortSignal,
): AsyncGenerator<Received> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS_MAX);
  const signal = AbortSignal.any([ended, silence.signal]);
  try {
    for await (const received of parseStream(await events({ chainId, after }, signal))) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS_MAX);
      yield received;
    }
  } catch (cause) {
    if (cause instanceof IdosError) throw cause;
    throw new IdosError("NODE_UNREACHABLE", "The node's events broke off", { node }, { cause });
  } finally {
    clearTimeout(timer);
  }
}

function requireSound({ deployment }: IdosSession, event: Exclude<NodeEvent, { kind: "end" }>): void {
  const { chainId, contract } = event.decidedAt;
  if (chainId === deployment.chainId && contract === deployment.contract) return;
  throw nodeLied("event", "The node tells of another contract", { chainId, contract });
}

function placeArgument(after: string): EventPlace {
  const place = eventPlaceSchema.safeParse(after);
  if (place.success) return place.data;
  throw new IdosError("ARGUMENT_INVALID", "after: not an event's id", { argument: "after", value: after });
}

/** Asked anew: it changes while something is waited for. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
