import { provideChromium } from "../chromium/provide-chromium.ts";
import { provideTool } from "../container/buildah.ts";
import { providePostgres } from "../postgres/provide-postgres.ts";
import { redisUrl } from "../redis/environment.ts";
import { provideRedis } from "../redis/provide-redis.ts";

/**
 * Installs what the tests run, one after the other and before them: two installations at once lock each other out, and
 * one takes longer than a test may. What is lacking is told; the tests that need it fail by it.
 */
export function providePrograms(): void {
  const providers = [
    ...(redisUrl === undefined ? [provideRedis] : []),
    providePostgres,
    provideChromium,
    () => provideTool("buildah"),
  ];
  for (const provide of providers) {
    try {
      provide();
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
}
