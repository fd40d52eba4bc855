import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../process/project-root.ts";
import { tieToParent } from "../process/tie-to-parent.ts";

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/** Runs mocha over `files` as a process of its own, which has to end by itself, and gives its totals. */
export async function runMocha(files: readonly string[]): Promise<Totals> {
  const folder = mkdtempSync(join(tmpdir(), "idos-tests-"));
  const countsFile = join(folder, "counts.json");
  const mocha = join(projectRoot, "node_modules/mocha/bin/mocha.js");
  const reporter = join(projectRoot, "scripts/test/counting-reporter.cjs");
  try {
    const child = spawn(
      process.execPath,
      [mocha, "--reporter", reporter, "--reporter-option", `countsFile=${countsFile}`, ...files],
      { cwd: projectRoot, stdio: "inherit" },
    );
    tieToParent(child);
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => resolve(code ?? 1));
    });
    const totals = readTotals(countsFile);
    // A run that broke off, or leaked, is a failure even when each of its tests passed.
    return exitCode !== 0 && totals.failed === 0 ? { passed: totals.passed, failed: 1 } : totals;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readTotals(countsFile: string): Totals {
  try {
    const counts: unknown = JSON.parse(readFileSync(countsFile, "utf8"));
    if (typeof counts === "object" && counts !== null && "passes" in counts && "failures" in counts) {
      return { passed: Number(counts.passes), failed: Number(counts.failures) };
    }
  } catch (error) {
    process.stderr.write(`mocha left no totals: ${String(error)}\n`);
  }
  return { passed: 0, failed: 0 };
}
