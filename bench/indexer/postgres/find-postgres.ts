import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";

const HOW_TO_INSTALL =
  "No PostgreSQL server here. Install it (Debian: apt-get install postgresql; no service has to run).";

/** The folder of PostgreSQL's server programs; installs Debian's where this process is root, else throws. */
export function findPostgres(): string {
  const present = newest();
  if (present !== undefined) return present;
  if (process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0) {
    const install = "apt-get update -q && apt-get install -y -q --no-install-recommends postgresql";
    // Keeps Debian's package from starting a service.
    const environment = {
      PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
      DEBIAN_FRONTEND: "noninteractive",
      RUNLEVEL: "1",
    };
    spawnSync("/bin/sh", ["-c", install], { stdio: "ignore", env: environment, timeout: 600_000 });
  }
  const installed = newest();
  if (installed === undefined) throw new Error(HOW_TO_INSTALL);
  return installed;
}

function newest(): string | undefined {
  const folders = globSync("/usr/lib/postgresql/*/bin").filter((folder) =>
    existsSync(join(folder, "initdb")),
  );
  return folders.sort((one, other) => Number(other.split("/")[4]) - Number(one.split("/")[4]))[0];
}
