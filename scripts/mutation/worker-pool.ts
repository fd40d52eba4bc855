import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { endProcess } from "../process/end-process.ts";
import { projectRoot } from "../process/project-root.ts";
import { tieToParent } from "../process/tie-to-parent.ts";
import { type Trial, type Verdict, verdict } from "./verdict.ts";

const WORKER = fileURLToPath(new URL("worker.ts", import.meta.url));

/** Many times what a mutant takes that runs through every test. */
const TRIAL_TIMEOUT_MS = 120_000;

/** The compiler's memory grows with every compilation. */
const TRIALS_PER_WORKER = 150;

/** The worker's next message; undefined where it ended or took too long. */
function nextMessage(worker: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => {
    const settle = (message?: unknown): void => {
      clearTimeout(timer);
      worker.off("message", settle).off("exit", gone);
      resolve(message);
    };
    const gone = (): void => settle();
    const timer = setTimeout(gone, TRIAL_TIMEOUT_MS);
    worker.once("message", settle).once("exit", gone);
  });
}

async function startWorker(testFiles: readonly string[]): Promise<ChildProcess> {
  const worker = fork(WORKER, testFiles, {
    cwd: projectRoot,
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  tieToParent(worker);
  if ((await nextMessage(worker)) !== "ready") throw new Error("a worker did not start");
  return worker;
}

export interface PoolOptions {
  readonly workers: number;
  readonly testFiles: readonly string[];
}

/** Tries all in turn, by several workers. `report` hears of each; "timeout" where it did not come to an end. */
export async function tryAll<T extends Trial>(
  trials: readonly T[],
  { workers, testFiles }: PoolOptions,
  report: (trial: T, verdict: Verdict | "timeout") => void,
): Promise<void> {
  const waiting = [...trials];
  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const worker = await startWorker(testFiles);
      try {
        for (let tried = 0; tried < TRIALS_PER_WORKER; tried++) {
          const trial = waiting.shift();
          if (trial === undefined) return;
          const { file, content } = trial;
          worker.send(file === undefined || content === undefined ? {} : { file, content });
          const message = await nextMessage(worker);
          report(trial, message === undefined ? "timeout" : verdict.parse(message));
          if (message === undefined) break;
        }
      } finally {
        await endProcess(worker, "SIGKILL");
      }
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
}
