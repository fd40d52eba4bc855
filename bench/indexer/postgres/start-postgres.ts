import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endProcess, hasEnded } from "../../../scripts/process/end-process.ts";
import { freePort } from "../../../scripts/process/free-port.ts";
import { tieToParent } from "../../../scripts/process/tie-to-parent.ts";
import { findPostgres } from "./find-postgres.ts";

export interface Postgres {
  readonly url: string;
  /** Ends the server and deletes its data. */
  stop(): Promise<void>;
}

/** Generous memory, and nothing waits for the disk: Redis beside it keeps nothing on disk either. */
const SETTINGS = {
  ...{ listen_addresses: "127.0.0.1", unix_socket_directories: "", fsync: "off", synchronous_commit: "off" },
  ...{ full_page_writes: "off", shared_buffers: "512MB", max_wal_size: "4GB", max_connections: "100" },
};
const READY_MS = 30_000;
const POLL_MS = 50;

/** A PostgreSQL server of this process's own with an empty database; it ends when this process ends. */
export async function startPostgres(): Promise<Postgres> {
  const programs = findPostgres();
  const account = serverAccount();
  // Not in the project: the server's account must be able to reach it.
  const folder = await mkdtemp(join(tmpdir(), "idos-bench-postgres-"));
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  const data = join(folder, "data");
  const options = { ...account, cwd: folder, env: { LC_ALL: "C.UTF-8" } };
  const initialize = [
    "--pgdata",
    data,
    "--username",
    "bench",
    "--auth",
    "trust",
    "--no-sync",
    "--encoding",
    "UTF8",
  ];
  execFileSync(join(programs, "initdb"), initialize, { ...options, stdio: "ignore" });

  const port = await freePort();
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = await open(join(folder, "log"), "a");
  const child = spawn(join(programs, "postgres"), ["-D", data, "-p", String(port), ...settings], {
    ...{ ...options, stdio: ["ignore", log.fd, log.fd], detached: true },
  });
  await log.close();
  tieToParent(child);
  await ready(child, programs, port);
  return {
    url: `postgresql://bench@127.0.0.1:${port}/postgres`,
    async stop() {
      // SIGINT: ends at once, without waiting for clients.
      await endProcess(child, "SIGINT", 10_000);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ready(child: ChildProcess, programs: string, port: number): Promise<void> {
  const deadlineMs = performance.now() + READY_MS;
  while (!hasEnded(child) && performance.now() < deadlineMs) {
    try {
      execFileSync(join(programs, "pg_isready"), ["-h", "127.0.0.1", "-p", String(port)], {
        stdio: "ignore",
      });
      return;
    } catch {
      await sleep(POLL_MS);
    }
  }
  await endProcess(child, "SIGKILL");
  throw new Error(`PostgreSQL did not start on port ${port}`);
}

/** PostgreSQL refuses to run as root. */
function serverAccount(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}
