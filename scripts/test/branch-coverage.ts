import { join } from "node:path";
import { z } from "zod";
import type { Check } from "../check/check.ts";
import { projectRoot } from "../process/project-root.ts";
import { runProgram } from "../process/run-program.ts";

const outcomes = z.array(
  z.strictObject({ file: z.string(), text: z.string(), wasFalse: z.boolean(), wasTrue: z.boolean() }),
);
export type Outcomes = z.infer<typeof outcomes>;

export interface BranchCoverage {
  /** A line a file. */
  readonly lines: readonly string[];
  /** What never happened. */
  readonly missed: readonly string[];
}

export function renderBranches(measured: Outcomes): BranchCoverage {
  const byFile = Map.groupBy(measured, ({ file }) => file);
  const lines = [...byFile].map(([file, conditions]) => {
    const taken = conditions.reduce(
      (sum, { wasFalse, wasTrue }) => sum + Number(wasFalse) + Number(wasTrue),
      0,
    );
    const all = 2 * conditions.length;
    return `${file}: branches ${((100 * taken) / all).toFixed(1)} % (${taken} of ${all})`;
  });
  const missed = measured.flatMap(({ file, text, wasFalse, wasTrue }) => [
    ...(wasTrue ? [] : [`${file}: never true: ${text}`]),
    ...(wasFalse ? [] : [`${file}: never false: ${text}`]),
  ]);
  return { lines, missed };
}

/**
 * Hardhat measures lines and statements only, so this measures branches: every condition, also each side of "and" and
 * "or", has to come out true in some test and false in some test.
 */
export const branchCoverage: Check = {
  name: "the contract's tests take every branch",
  async run() {
    const { exitCode, output } = await runProgram(join(projectRoot, "scripts/test/measure-branches.ts"), []);
    if (exitCode !== 0) return [output.trim()];
    const printed = output.split("\n").find((line) => line.startsWith("["));
    const { lines, missed } = renderBranches(outcomes.parse(JSON.parse(printed ?? "[]")));
    for (const line of lines) process.stdout.write(`    ${line}\n`);
    return lines.length === 0 ? [`no condition was measured: ${output}`] : missed;
  },
};
