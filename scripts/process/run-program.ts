import { spawn } from "node:child_process";
import { projectRoot } from "./project-root.ts";

export interface Finished {
  readonly exitCode: number;
  /** What it wrote, standard error included. */
  readonly output: string;
}

/** Runs a JavaScript or TypeScript program by this very Node in `folder` (default: the project's root). */
export function runProgram(file: string, args: readonly string[], folder = projectRoot): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const node = file.endsWith(".ts") ? ["--import", "tsx", file] : [file];
    const child = spawn(process.execPath, [...node, ...args], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
    }
    child.once("error", reject);
    child.once("close", (code) => resolve({ exitCode: code ?? 1, output: chunks.join("") }));
  });
}
