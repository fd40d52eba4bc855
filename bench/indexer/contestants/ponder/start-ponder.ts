import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { endProcess, hasEnded } from "../../../../scripts/process/end-process.ts";
import { inheritedEnvironment } from "../../../../scripts/process/environment.ts";
import { freePort } from "../../../../scripts/process/free-port.ts";
import { tieToParent } from "../../../../scripts/process/tie-to-parent.ts";
import { say } from "../../../common/progress.ts";

const LOOK_MS = 20;

export interface PonderProcess {
  readonly pid: number;
  readonly url: string;
  /** Resolves with the time (monotonic clock) when Ponder says that it has caught up. Rejects when it ends before. */
  readyAtNs(): Promise<bigint>;
  stop(): Promise<void>;
}

/** Ponder as its own documentation runs it in production: `ponder start`. */
export async function startPonder(
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<PonderProcess> {
  const port = await freePort();
  const bin = "node_modules/ponder/dist/esm/bin/ponder.js";
  const args = ["start", "--schema", "bench", "--port", String(port), "--log-format", "json"];
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: folder,
    env: { ...inheritedEnvironment, PONDER_TELEMETRY_DISABLED: "1", NODE_ENV: "production", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  tieToParent(child);
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on("line", (line) => {
      if (/"level":[56]0/.test(line)) say(`Ponder: ${line}`);
    });
  if (child.pid === undefined) throw new Error("Ponder has no process");
  const url = `http://127.0.0.1:${port}`;
  return {
    pid: child.pid,
    url,
    readyAtNs: () => ready(child, url),
    stop: () => endProcess(child, "SIGTERM", 10_000),
  };
}

async function ready(child: ChildProcess, url: string): Promise<bigint> {
  while (!hasEnded(child)) {
    const response = await fetch(`${url}/ready`).catch(() => undefined);
    await response?.text();
    if (response?.status === 200) return process.hrtime.bigint();
    await sleep(LOOK_MS);
  }
  throw new Error("Ponder ended before it was ready");
}
