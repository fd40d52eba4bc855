import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endProcess, hasEnded } from "../process/end-process.ts";
import { freePort } from "../process/free-port.ts";
import { tieToParent } from "../process/tie-to-parent.ts";
import { endedTree, processTree } from "./process-tree.ts";
import { makeCluster, PASSWORD, SUPERUSER } from "./make-cluster.ts";
import { providePostgres } from "./provide-postgres.ts";
import { giveTo, serverAccount } from "./server-account.ts";

export interface PostgresOptions {
  /** Where its data and its log are; made if absent. The account that the server runs under must reach it. */
  readonly folder: string;
  /** Default: a free port. Give it to start a stopped server again where its clients look for it. */
  readonly port?: number;
  /** Beside the server's own defaults. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Postgres {
  /** Of the database `postgres`, as its superuser. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** The folder of the programs that belong to this server. */
  readonly programs: string;
  /** Ends at once, without waiting for clients. */
  stop(): Promise<void>;
  /** SIGKILL for all of its processes. */
  kill(): Promise<void>;
  /** The numbers of its processes, the server's own first. */
  processes(): readonly number[];
}

const LOCAL = { listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: "100" };
const ATTEMPTS = 5;
const READY_MS = 30_000;
const POLL_MS = 50;

/** A PostgreSQL server of this process's own; it ends when this process ends. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const programs = providePostgres();
  const account = serverAccount();
  const { folder } = options;
  await mkdir(folder, { recursive: true });
  giveTo(account, folder);
  const data = join(folder, "data");
  await makeCluster(programs, data, account, folder);
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const settings = Object.entries({ ...LOCAL, port: String(port), ...options.settings });
    const args = ["-D", data, ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`])];
    const log = await open(join(folder, "log"), "a");
    const child = spawn(join(programs, "postgres"), args, {
      ...{ ...account, cwd: folder, stdio: ["ignore", log.fd, log.fd], detached: true },
    });
    await log.close();
    tieToParent(child);
    if (await becomesReady(child, programs, port)) return postgresOf(child, programs, port);
    await endProcess(child, "SIGKILL");
    // Another process may have taken the port since it was found free.
    if (options.port !== undefined || attempt === ATTEMPTS)
      throw new Error(`PostgreSQL did not start on port ${port}: see ${join(folder, "log")}`);
  }
}

async function becomesReady(child: ChildProcess, programs: string, port: number): Promise<boolean> {
  const deadlineMs = performance.now() + READY_MS;
  while (!hasEnded(child) && performance.now() < deadlineMs) {
    try {
      execFileSync(join(programs, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", String(port)]);
      return true;
    } catch {
      await sleep(POLL_MS);
    }
  }
  return false;
}

function postgresOf(child: ChildProcess, programs: string, port: number): Postgres {
  const { pid } = child;
  if (pid === undefined) throw new Error("PostgreSQL has no process");
  return {
    ...{ port, pid, programs },
    url: `postgres://${SUPERUSER}:${PASSWORD}@127.0.0.1:${port}/postgres`,
    processes: () => processTree(pid),
    stop: () => endProcess(child, "SIGINT", 10_000),
    async kill() {
      const processes = processTree(pid);
      for (const one of processes) process.kill(one, "SIGKILL");
      await endProcess(child, "SIGKILL");
      await endedTree(processes);
    },
  };
}
