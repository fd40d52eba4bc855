import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Origin, originSchema } from "@idos/protocol";
import { z } from "zod";
import { endProcess } from "../../../scripts/process/end-process.ts";

export interface NodeProcess {
  readonly origin: Origin;
  readonly pid: number;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to the exit code, which is null where a signal ended it. */
  stop(): Promise<number | null>;
}

const program = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const announcementSchema = z.strictObject({ listening: originSchema, operator: originSchema.optional() });

/** The node's program as a process of its own. Rejects with what it said when it ends before it listens. */
export async function startNodeProcess(variables: Readonly<Record<string, string>>): Promise<NodeProcess> {
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), program], {
    env: { PATH, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => said.push(chunk));
  const origin = await new Promise<Origin>((resolve, reject) => {
    child.once("close", (code) => reject(new Error(`ended with ${String(code)}: ${said.join("")}`)));
    createInterface(child.stdout).once("line", (line) => {
      resolve(announcementSchema.parse(JSON.parse(line)).listening);
    });
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("the process has no id");
  return { origin, pid, kill: () => endProcess(child, "SIGKILL"), stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<number | null> {
  await endProcess(child, "SIGTERM", 20_000);
  return child.exitCode;
}
