import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { endProcess, hasEnded } from "../process/end-process.ts";
import { freePort } from "../process/free-port.ts";
import { tieToParent } from "../process/tie-to-parent.ts";
import { askRedis } from "./ask-redis.ts";
import { provideRedis } from "./provide-redis.ts";

export interface RedisOptions {
  /** Where it keeps its files and its log; made if absent. */
  readonly folder: string;
  /** True keeps every acknowledged write across SIGKILL (fsync always); false keeps nothing on disk. */
  readonly appendOnly: boolean;
  /** Default: a free port. Give it to start a stopped server again where its clients look for it. */
  readonly port?: number;
  /** Further settings, as its command line takes them. */
  readonly settings?: readonly string[];
}

export interface Redis {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

const ATTEMPTS = 5;
const READY_MS = 15_000;

/** Starts a Redis server of this process's own on 127.0.0.1; it ends when this process ends. */
export async function startRedis(options: RedisOptions): Promise<Redis> {
  const program = provideRedis();
  await mkdir(options.folder, { recursive: true });
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const child = await spawnRedis(program, port, options);
    if (await becomesReady(child, port)) return redisOf(child, port);
    await endProcess(child, "SIGKILL");
    // Another process may have taken the port since it was found free.
    if (options.port !== undefined || attempt === ATTEMPTS) {
      throw new Error(`Redis did not start on port ${port}: see ${join(options.folder, "redis.log")}`);
    }
  }
}

async function spawnRedis(program: string, port: number, options: RedisOptions): Promise<ChildProcess> {
  const log = await open(join(options.folder, "redis.log"), "a");
  const durability = options.appendOnly ? ["yes", "--appendfsync", "always"] : ["no"];
  const settings = ["--port", String(port), "--bind", "127.0.0.1", "--dir", options.folder, "--save", ""];
  const child = spawn(
    program,
    [
      ...[
        ...settings,
        "--maxmemory-policy",
        "noeviction",
        "--daemonize",
        "no",
        "--appendonly",
        ...durability,
      ],
      ...(options.settings ?? []),
    ],
    { stdio: ["ignore", log.fd, log.fd], detached: true },
  );
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", () => resolve());
    child.once("error", reject);
  }).finally(() => log.close());
  tieToParent(child);
  return child;
}

/** Ready when the server that answers on the port is this very process, with its data loaded. */
async function becomesReady(child: ChildProcess, port: number): Promise<boolean> {
  const deadline = Date.now() + READY_MS;
  while (!hasEnded(child) && Date.now() < deadline) {
    const answer = await askRedis(port, "PING\r\nINFO server").catch(() => "");
    if (answer.startsWith("+PONG") && answer.includes(`process_id:${String(child.pid)}\r\n`)) return true;
    await delay(20);
  }
  return false;
}

function redisOf(child: ChildProcess, port: number): Redis {
  const { pid } = child;
  if (pid === undefined) throw new Error("Redis has no process");
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid,
    stop: () => endProcess(child, "SIGTERM"),
    kill: () => endProcess(child, "SIGKILL"),
  };
}
