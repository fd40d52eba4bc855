import { type DidKey, LIMITS, ProblemError } from "@idos/protocol";

/** The event streams of this process. */
export interface EventStreams {
  /** Whether the node is stopping: streams end then, and none begins. */
  readonly ended: boolean;
  /** Returns what gives the place back. Throws LIMIT_REACHED for a session's too many, OVERLOADED for the process's. */
  open(session: DidKey): () => void;
  /** Ends all of them. */
  end(): void;
}

export function createEventStreams(): EventStreams {
  const open = new Map<symbol, DidKey>();
  let ended = false;
  return {
    get ended() {
      return ended;
    },
    open(session) {
      const own = [...open.values()].filter((each) => each === session).length;
      if (own >= LIMITS.eventStreamsPerSessionMax) {
        const values = { eventStreamsPerSessionMax: LIMITS.eventStreamsPerSessionMax };
        throw new ProblemError("LIMIT_REACHED", "End one of the session's event streams first.", values);
      }
      if (ended || open.size >= LIMITS.eventStreamsMax)
        throw new ProblemError("OVERLOADED", "Ask again shortly, or another node.", {
          eventStreamsMax: LIMITS.eventStreamsMax,
        });
      const stream = Symbol();
      open.set(stream, session);
      return () => void open.delete(stream);
    },
    end() {
      ended = true;
    },
  };
}
