import { TIMES } from "@idos/protocol";
import type { Logger } from "pino";
import type { Store } from "./store.ts";

const INTERVAL_MS = 60_000;
/** Longer than a request may take, so that no upload under way is dropped. */
export const UPLOAD_SECONDS_MAX = 600;

/** Drops what has had its time: uploads that no record came to name, and expired sessions. */
export async function dropOutdated({ records, sessions }: Store, nowSeconds: number): Promise<void> {
  await records.dropStagedBefore(nowSeconds - TIMES.stagedEnvelopeTtlSeconds);
  await records.dropUnfinishedBefore(nowSeconds - UPLOAD_SECONDS_MAX);
  await sessions.dropExpiredBefore(nowSeconds);
}

/** Does so every minute until it is stopped; stopping waits for what is under way. */
export function startHousekeeping(
  store: Store,
  clock: () => number,
  logger: Logger,
): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    await running;
    await dropOutdated(store, Math.floor(clock() / 1000)).catch((error: unknown) =>
      logger.warn({ err: error }, "housekeeping failed"),
    );
  };
  const timer = setInterval(() => {
    running = run();
  }, INTERVAL_MS);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
