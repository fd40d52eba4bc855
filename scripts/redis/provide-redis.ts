import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { searchPath } from "./environment.ts";
import { findRedis } from "./find-redis.ts";

const HOW_TO_INSTALL =
  "No Redis here. Install redis-server or valkey-server (Debian: apt-get install redis-server; " +
  "Fedora: dnf install valkey; macOS: brew install redis), or set REDIS_URL to one that runs.";

/** The path of a Redis server program; installs Debian's where it may, else throws saying what to install. */
export function provideRedis(): string {
  const present = findRedis(searchPath);
  if (present !== undefined) return present;
  const asRoot = rootCommand();
  if (asRoot === undefined) throw new Error(HOW_TO_INSTALL);
  process.stderr.write(
    "idos: no redis-server on the PATH: installing Debian's package (no service is started)\n",
  );
  const installer = fileURLToPath(new URL("install-debian.sh", import.meta.url));
  const [program, ...args] = [...asRoot, "/bin/sh", installer];
  const done = spawnSync(program, args, { encoding: "utf8", timeout: 300_000 });
  const installed = findRedis(searchPath) ?? findRedis("/usr/bin:/usr/local/bin");
  if (done.status === 0 && installed !== undefined) return installed;
  throw new Error(`${HOW_TO_INSTALL}\nThe installation failed: ${done.stdout}${done.stderr}`);
}

/** What to put before a command to run it as root; undefined without apt-get or without the right to. */
function rootCommand(): [string, ...string[]] | undefined {
  if (spawnSync("apt-get", ["--version"]).status !== 0) return undefined;
  if (process.getuid?.() === 0) return ["/usr/bin/env"];
  return spawnSync("sudo", ["-n", "true"]).status === 0 ? ["sudo", "-n"] : undefined;
}
