import { appendFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { styleText } from "node:util";
import { isIdosError } from "@idos/sdk";
import { type Stack, startStack } from "../stack/start-stack.ts";
import { ServerRefusal } from "./call-server.ts";
import { Interruption, watchForInterruption, whenAborted } from "../process/interruption.ts";
import { type PlayedGrant, play } from "./play.ts";
import { createStory } from "./story.ts";
import { whatToClick } from "./what-to-click.ts";
import { whatToTry } from "./what-to-try.ts";

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const LABEL_WIDTH = 10;

export interface DemoOptions {
  /** Until Ctrl-C, after the story. */
  readonly stayUp: boolean;
  /** Without the story: nobody has joined yet. */
  readonly isEmpty: boolean;
}

/**
 * Starts everything, plays the story unless it is to be empty, and resolves with the exit code: 0 only if every flow did what it must, 130 or
 * 143 where a signal came before that. What was started is stopped by then.
 */
export async function runDemo({ stayUp, isEmpty }: DemoOptions): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "idos-demo-"));
  const logFile = join(folder, "programs.log");
  const startedAt = performance.now();
  const interruption = watchForInterruption();
  try {
    print(styleText("bold", "idOS: starting everything on this machine"));
    const stack = await startStack({
      folder,
      signal: interruption,
      onLog: (program, line) => appendFileSync(logFile, `${program} ${line}\n`),
      onNodeEvent: (line) => print(styleText("yellow", `  ${line}`)),
      onReady: (part, where) => print(`  ${part.padEnd(LABEL_WIDTH)}${where}`),
    });
    try {
      const played = isEmpty ? undefined : await tellStory(stack, interruption);
      if (played !== undefined) {
        const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
        print(`\n${styleText("green", "Every flow did what it must")}, ${seconds} s in all.`);
      }
      if (stayUp) {
        for (const line of whatToClick(stack, played)) print(line);
        print("\nEverything stays up until Ctrl-C. In another terminal:\n");
        for (const line of whatToTry(stack, played)) print(`  ${line}`);
        await whenAborted(interruption);
      }
      return 0;
    } finally {
      await stack.stop();
    }
  } catch (error) {
    if (error instanceof Interruption) {
      print("\nInterrupted: everything is stopped.");
      return error.exitCode;
    }
    print(`\n${styleText("red", "The demo failed")}: ${describe(error)}`);
    return 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function tellStory(stack: Stack, interruption: AbortSignal): Promise<PlayedGrant | undefined> {
  // A flow that goes on among servers that stop has nothing more to tell.
  const tell = (line: string): void => (interruption.aborted ? undefined : print(line));
  const story = createStory({ print: tell, now: () => performance.now(), codeOf });
  const interrupted = whenAborted(interruption).then(() => undefined);
  const played = await Promise.race([play({ story, stack }), interrupted]);
  interruption.throwIfAborted();
  return played;
}

function codeOf(error: unknown): string | undefined {
  return isIdosError(error) || error instanceof ServerRefusal ? error.code : undefined;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `\n  because ${describe(error.cause)}` : "";
  const code = codeOf(error);
  return `${code === undefined ? "" : `${code}: `}${error.message}${cause}`;
}
