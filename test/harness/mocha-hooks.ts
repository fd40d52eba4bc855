import { watchForLeaks } from "./leaks.ts";
import { stopTestPostgres } from "./postgres.ts";
import { stopTestRedis } from "./redis.ts";

const reportLeaks = watchForLeaks();

/** Runs once, after the last test. */
export async function mochaGlobalTeardown(): Promise<void> {
  await Promise.all([stopTestRedis(), stopTestPostgres()]);
  reportLeaks();
}
