import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { z } from "zod";
import { endProcess } from "./end-process.ts";
import { inheritedEnvironment } from "./environment.ts";
import { projectRoot } from "./project-root.ts";
import { tieToParent } from "./tie-to-parent.ts";

export interface Program<Announcement> {
  /** What it printed as its first line, once it was ready. */
  readonly announcement: Announcement;
  readonly pid: number;
  /** Resolves when the process is gone, however it ended. */
  readonly ended: Promise<void>;
  /** SIGTERM, and SIGKILL where that is not heeded. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

export interface ProgramOptions<Announcement> {
  /** TypeScript file, relative to the project's root. */
  readonly file: string;
  readonly args?: readonly string[];
  /** Node's own, such as limits of its memory. */
  readonly nodeOptions?: readonly string[];
  /** Its environment, beside what every program inherits. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly announcement: z.ZodType<Announcement>;
  /** Receives what it writes after the announcement, and its standard error. */
  readonly onLog?: (line: string) => void;
}

/** Starts a program of this project as a process of its own and waits for its first line. It ends when this process ends. */
export async function startProgram<Announcement>(
  options: ProgramOptions<Announcement>,
): Promise<Program<Announcement>> {
  const { file, args: programArgs = [], nodeOptions = [] } = options;
  const args = [...nodeOptions, "--import", import.meta.resolve("tsx"), file, ...programArgs];
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: { ...inheritedEnvironment, ...options.environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  tieToParent(child);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const announcement = await firstLine(child, child.stdout, child.stderr, options);
  if (child.pid === undefined) throw new Error(`${options.file} has no process`);
  return {
    announcement,
    pid: child.pid,
    ended,
    stop: () => endProcess(child, "SIGTERM"),
    kill: () => endProcess(child, "SIGKILL"),
  };
}

function firstLine<Announcement>(
  child: ChildProcess,
  output: Readable,
  errorOutput: Readable,
  options: ProgramOptions<Announcement>,
): Promise<Announcement> {
  return new Promise((resolve, reject) => {
    const errors: string[] = [];
    let announced = false;
    createInterface(errorOutput).on("line", (line) => {
      if (!announced) errors.push(line);
      options.onLog?.(line);
    });
    createInterface(output).on("line", (line) => {
      if (announced) return options.onLog?.(line);
      announced = true;
      const parsed = options.announcement.safeParse(parseJson(line));
      if (parsed.success) resolve(parsed.data);
      else reject(new Error(`${options.file} announced something else: ${line}`));
    });
    child.once("error", reject);
    child.once("close", (code) => {
      reject(new Error(`${options.file} ended (${String(code)}) before it was ready\n${errors.join("\n")}`));
    });
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
