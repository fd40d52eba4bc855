import { watchForLeaks } from "./leaks.ts";
import { stopTestRedis } from "./redis.ts";

const reportLeaks = watchForLeaks();

/** Runs once, after the last test. */
export async function mochaGlobalTeardown(): Promise<void> {
  await stopTestRedis();
  reportLeaks();
}
