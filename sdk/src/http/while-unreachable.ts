import { isIdosError } from "../errors/idos-error.ts";

const FIRST_PAUSE_MS = 50;
const PAUSE_MS_MAX = 1_000;

/**
 * Tries again while the node does not answer, as while it restarts, or says that it is overloaded, for at most `patienceMs` beyond the first
 * attempt. Every request of a node's API may be sent twice: each attempt carries a proof of its own, and a write
 * that was acknowledged into the void succeeds again.
 */
export async function whileUnreachable<Result>(
  patienceMs: number,
  attempt: () => Promise<Result>,
): Promise<Result> {
  const deadlineMs = performance.now() + patienceMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, PAUSE_MS_MAX)) {
    try {
      return await attempt();
    } catch (error) {
      const leftMs = deadlineMs - performance.now();
      if (!isIdosError(error, "NODE_UNREACHABLE", "OVERLOADED") || leftMs <= 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.min(pauseMs, leftMs)));
    }
  }
}
