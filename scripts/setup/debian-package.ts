import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const TIMEOUT_MS = 600_000;

/** Whether it was installed, with what the installation said; undefined where this process may not install. */
export function installDebianPackage(name: string): { succeeded: boolean; said: string } | undefined {
  const asRoot = rootCommand();
  if (asRoot === undefined) return undefined;
  process.stderr.write(`idos: no ${name} here: installing Debian's package (no service is started)\n`);
  const installer = fileURLToPath(new URL("install-debian.sh", import.meta.url));
  const [program, ...args] = [...asRoot, "/bin/sh", installer, name];
  const done = spawnSync(program, args, { encoding: "utf8", timeout: TIMEOUT_MS });
  return { succeeded: done.status === 0, said: `${done.stdout}${done.stderr}` };
}

/** What to put before a command to run it as root; undefined without apt-get or without the right to. */
function rootCommand(): [string, ...string[]] | undefined {
  if (spawnSync("apt-get", ["--version"]).status !== 0) return undefined;
  if (process.getuid?.() === 0) return ["/usr/bin/env"];
  return spawnSync("sudo", ["-n", "true"]).status === 0 ? ["sudo", "-n"] : undefined;
}
