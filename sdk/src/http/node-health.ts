import type { Origin } from "@idos/protocol";

const FIRST_PAUSE_MS = 1_000;
const PAUSE_MS_MAX = 60_000;

/** Which of several nodes to ask first. */
export interface NodeHealth {
  /**
   * The nodes in the order in which to try them: those that work as they were given, then those that failed. One whose
   * pause is over stands at its place again, for this one request: others wait for how it fares.
   */
  inOrder<Node extends { readonly origin: Origin }>(nodes: readonly Node[], nowMs: number): readonly Node[];
  /** Passes the node over for a second, and for twice as long after each further failure, a minute at most. */
  failed(node: Origin, nowMs: number): void;
  succeeded(node: Origin): void;
}

export function createNodeHealth(): NodeHealth {
  const paused = new Map<Origin, { untilMs: number; pauseMs: number }>();
  const isPaused = ({ origin }: { readonly origin: Origin }, nowMs: number): boolean =>
    (paused.get(origin)?.untilMs ?? 0) > nowMs;
  return {
    inOrder(nodes, nowMs) {
      const order = [
        ...nodes.filter((node) => !isPaused(node, nowMs)),
        ...nodes.filter((node) => isPaused(node, nowMs)),
      ];
      const tried = order[0] === undefined ? undefined : paused.get(order[0].origin);
      if (tried !== undefined) tried.untilMs = nowMs + tried.pauseMs;
      return order;
    },
    failed(node, nowMs) {
      const before = paused.get(node);
      const pauseMs = before === undefined ? FIRST_PAUSE_MS : Math.min(2 * before.pauseMs, PAUSE_MS_MAX);
      paused.set(node, { untilMs: nowMs + pauseMs, pauseMs });
    },
    succeeded: (node) => void paused.delete(node),
  };
}
