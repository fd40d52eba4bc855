import { type ChildProcess, spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { hasEnded } from "../process/end-process.ts";
import { tieToParent } from "../process/tie-to-parent.ts";
import { buildahArguments, ISOLATION } from "./buildah.ts";
import { asRoot, runTool } from "./run-tool.ts";

/** A program in a container. */
export interface ContainerProcess {
  /** Resolves when it has ended, with its exit code. */
  readonly ended: Promise<number>;
  /** What it has written so far. */
  said(): string;
  /** The process within, as this machine numbers it; undefined before there is one. */
  pid(): Promise<number | undefined>;
  /** Sends a signal to the process within, as a container engine does. */
  signal(name: "TERM" | "KILL"): Promise<void>;
}

/** Runs a command in a container, on this machine's network, as the user that the image names. */
export function runInContainer(
  container: string,
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): ContainerProcess {
  const settings = Object.entries(environment).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
  const args = buildahArguments("run", ...ISOLATION, ...settings, container, "--", ...command);
  const [program = "buildah", ...rest] = [...asRoot(), "buildah", ...args];
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "pipe"], detached: true });
  tieToParent(child);
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? -1));
  });
  const pid = (): Promise<number | undefined> => findWithin(child, command);
  return {
    ended,
    said: () => chunks.join(""),
    pid,
    async signal(name) {
      const within = await pid();
      if (within === undefined || hasEnded(child)) throw new Error("there is no process in the container");
      await runTool("kill", [`-${name}`, String(within)]);
    },
  };
}

/** The descendant that is the command itself: buildah puts processes of its own in between. */
async function findWithin(child: ChildProcess, command: readonly string[]): Promise<number | undefined> {
  const processes = await Promise.all(
    (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(look),
  );
  // Its first word may be the whole path by now.
  const isWanted = (line: string): boolean => {
    const [program = "", ...rest] = line.split("\0");
    return [basename(program), ...rest].join("\0") === `${command.join("\0")}\0`;
  };
  let generation: ReadonlySet<number | undefined> = new Set([child.pid]);
  while (generation.size > 0) {
    const children = processes.filter((one) => one !== undefined && generation.has(one.parent));
    const found = children.find((one) => isWanted(one?.command ?? ""));
    if (found !== undefined) return found.pid;
    generation = new Set(children.map((one) => one?.pid));
  }
  return undefined;
}

async function look(name: string) {
  try {
    const [stat, command] = await Promise.all([
      readFile(`/proc/${name}/stat`, "utf8"),
      readFile(`/proc/${name}/cmdline`, "utf8"),
    ]);
    // After the program's name in parentheses: its state, then its parent.
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    return { pid: Number(name), parent, command };
  } catch {
    return undefined;
  }
}
