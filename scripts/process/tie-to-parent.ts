import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";

/**
 * Lets `child` end when this process ends, also by SIGKILL: a shell waits on a pipe that only this
 * process holds open. Its own process group keeps Ctrl-C from ending it before its work is done.
 */
export function tieToParent(child: ChildProcess): void {
  if (child.pid === undefined) return;
  const watch = spawn("/bin/sh", ["-c", 'read -r _; kill -KILL "$0"', String(child.pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watch.unref();
  // The watch must be gone before the child's number can belong to another process.
  child.once("exit", () => watch.kill("SIGKILL"));
}
