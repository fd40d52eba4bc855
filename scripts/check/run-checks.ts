import type { Check, CheckResult } from "./check.ts";

/**
 * Runs `ordered`, each after the one before, and beside them the `others`, two at a time in all; `report` hears of each
 * as it ends.
 */
export async function runChecks(
  ordered: readonly Check[],
  others: readonly Check[],
  report: (result: CheckResult) => void,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  const run = async (check: Check): Promise<void> => {
    const startedAt = performance.now();
    const violations = await check.run().catch((error: unknown) => [String(error)]);
    const result = { name: check.name, violations, seconds: (performance.now() - startedAt) / 1000 };
    results.push(result);
    report(result);
  };
  const waiting = [...others];
  const work = async (first: readonly Check[]): Promise<void> => {
    for (const check of first) await run(check);
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) await run(check);
  };
  await Promise.all([work(ordered), work([])]);
  return results;
}

export function printCheck({ name, violations, seconds }: CheckResult): void {
  const mark = violations.length === 0 ? "✔" : "✘";
  const detail = violations.map((line) => `    ${line.replaceAll("\n", "\n    ")}\n`).join("");
  process.stdout.write(`  ${mark} ${name} (${seconds.toFixed(1)} s)\n${detail}`);
}
