import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, type Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { projectRoot } from "../process/project-root.ts";
import { tieToParent } from "../process/tie-to-parent.ts";

/** mocha writes to a pipe, and people may read at its end. */
const COLOR = process.stdout.isTTY ? ["--color"] : [];

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

export interface Run {
  readonly totals: Promise<Totals>;
  /** Once all that it printed was shown. */
  readonly shown: Promise<void>;
}

/**
 * Runs mocha over `files` as a process of its own, which has to end by itself. What it prints is shown once `held` has
 * ended, so that two runs do not talk at once.
 */
export function runMocha(files: readonly string[], held: Promise<unknown>): Run {
  const folder = mkdtempSync(join(tmpdir(), "idos-tests-"));
  const countsFile = join(folder, "counts.json");
  const mocha = join(projectRoot, "node_modules/mocha/bin/mocha.js");
  const reporter = join(projectRoot, "scripts/test/counting-reporter.cjs");
  const child = spawn(
    process.execPath,
    [mocha, ...COLOR, "--reporter", reporter, "--reporter-option", `countsFile=${countsFile}`, ...files],
    { cwd: projectRoot, stdio: ["ignore", "pipe", "pipe"] },
  );
  tieToParent(child);
  const printed = [show(child.stdout, process.stdout, held), show(child.stderr, process.stderr, held)];
  return {
    totals: totalsOf(child, countsFile).finally(() => rmSync(folder, { recursive: true, force: true })),
    shown: Promise.all(printed).then(() => undefined),
  };
}

async function totalsOf(child: ChildProcess, countsFile: string): Promise<Totals> {
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
  const totals = readTotals(countsFile);
  // A run that broke off, or leaked, is a failure even when each of its tests passed.
  return exitCode !== 0 && totals.failed === 0 ? { passed: totals.passed, failed: 1 } : totals;
}

/** More than a run prints, so that a run which is held never waits for its reader. */
const HELD_BYTES_MAX = 64 * 1024 * 1024;

async function show(from: Readable, to: Writable, held: Promise<unknown>): Promise<void> {
  const kept = from.pipe(new PassThrough({ highWaterMark: HELD_BYTES_MAX }));
  await held;
  await pipeline(kept, to, { end: false });
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
