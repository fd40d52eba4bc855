import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

let prefix: readonly string[] | undefined;

/** What to put before a command to run it as root; nothing for root, and where there is no such right. */
export function asRoot(): readonly string[] {
  prefix ??= process.getuid?.() !== 0 && spawnSync("sudo", ["-n", "true"]).status === 0 ? ["sudo", "-n"] : [];
  return prefix;
}

/** Runs a program as root where that is possible, and gives what it wrote. Rejects with what it wrote of its failure. */
export async function runTool(program: string, args: readonly string[]): Promise<string> {
  const [first = program, ...rest] = [...asRoot(), program, ...args];
  try {
    const { stdout } = await run(first, rest, { maxBuffer: OUTPUT_BYTES_MAX });
    return stdout;
  } catch (error) {
    const said = [Reflect.get(Object(error), "stdout"), Reflect.get(Object(error), "stderr")].join("");
    throw new Error(`${program} ${args[0] ?? ""} failed:\n${said}`, { cause: error });
  }
}
