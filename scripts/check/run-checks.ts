import type { Check, CheckResult } from "./check.ts";

/** Runs checks at most `parallel` at a time; `report` hears of each as it ends. */
export async function runChecks(
  checks: readonly Check[],
  parallel: number,
  report: (result: CheckResult) => void,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  const waiting = [...checks];
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const startedAt = performance.now();
      const violations = await check.run().catch((error: unknown) => [String(error)]);
      const result = { name: check.name, violations, seconds: (performance.now() - startedAt) / 1000 };
      results.push(result);
      report(result);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return results;
}

export function printCheck({ name, violations, seconds }: CheckResult): void {
  const mark = violations.length === 0 ? "✔" : "✘";
  const detail = violations.map((line) => `    ${line.replaceAll("\n", "\n    ")}\n`).join("");
  process.stdout.write(`  ${mark} ${name} (${seconds.toFixed(1)} s)\n${detail}`);
}
