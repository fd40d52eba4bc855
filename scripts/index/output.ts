import { createProgressDisplay, type ProgressDisplay, type ProgressStream } from "./progress-display.ts";
import { renderJson } from "./render-facts.ts";

/** Where a command says what it does and what came of it. */
export interface Output {
  /** On standard error. */
  readonly progress: ProgressDisplay;
  /** A line for people, on standard error; left out where JSON was asked for. */
  note(line: string): void;
  /** What came of it, on standard output: one line of JSON, or lines for people. */
  result(facts: unknown, lines: readonly string[]): void;
}

export interface OutputStreams {
  readonly out: { write(text: string): unknown };
  readonly err: ProgressStream;
}

export function createOutput({ out, err }: OutputStreams, json: boolean): Output {
  const progress = createProgressDisplay(err);
  return {
    progress,
    note(line) {
      progress.clear();
      if (!json) err.write(`${line}\n`);
    },
    result(facts, lines) {
      progress.clear();
      for (const line of json ? [renderJson(facts)] : lines) out.write(`${line}\n`);
    },
  };
}
