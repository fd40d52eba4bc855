import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs npm in `folder` and gives what it printed. Fails with the rest of its output where it does. */
export async function npm(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("npm", args, { cwd: folder });
  return stdout;
}
