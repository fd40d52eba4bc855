import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 10;

/** The numbers of a process and of its children. */
export function processTree(parent: number): number[] {
  return [parent, ...listed().flatMap(([pid, of]) => (of === parent ? [pid] : []))];
}

/** Resolves when none of these processes runs any more. */
export async function endedTree(processes: readonly number[]): Promise<void> {
  while (listed().some(([pid]) => processes.includes(pid))) await sleep(POLL_MS);
}

/** Each process that runs, with its parent. One that ended and was not fetched by its parent yet does not run. */
function listed(): [number, number][] {
  const output = execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" });
  return output.split("\n").flatMap((line): [number, number][] => {
    const [pid, parent, state] = line.trim().split(/\s+/);
    return pid === undefined || parent === undefined || state?.startsWith("Z") !== false
      ? []
      : [[Number(pid), Number(parent)]];
  });
}
