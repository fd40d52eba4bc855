import { setTimeout as sleep } from "node:timers/promises";
import { isDependencyFailure } from "../../../dependency-failure.ts";

const RETRY_MS = 250;

/** Runs `work`, again and again for so long as the server does not answer, and not where it says no. */
export async function awaitServer<Result>(work: () => Promise<Result>, waitMs: number): Promise<Result> {
  const deadlineMs = performance.now() + waitMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isDependencyFailure(error)) throw error;
      if (performance.now() + RETRY_MS > deadlineMs)
        throw new Error(`the database did not answer within ${waitMs / 1000} s`, { cause: error });
    }
    await sleep(RETRY_MS);
  }
}
