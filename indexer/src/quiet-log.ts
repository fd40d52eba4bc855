import type { Logger } from "pino";

const INTERVAL_MS = 10_000;

export type Warn = (message: string, error: unknown) => void;

/** Warns at most once in a while for each message, and then says how often it happened. */
export function quietWarnings(logger: Logger): Warn {
  const seen = new Map<string, { atMs: number; withheld: number }>();
  return (message, error) => {
    const nowMs = performance.now();
    const last = seen.get(message);
    if (last !== undefined && nowMs - last.atMs < INTERVAL_MS) {
      last.withheld++;
      return;
    }
    seen.set(message, { atMs: nowMs, withheld: 0 });
    const reason = error instanceof Error ? error.message : String(error);
    logger.warn({ reason, withheld: last?.withheld ?? 0 }, message);
  };
}
