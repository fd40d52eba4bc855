import { styleText } from "node:util";

/** Tells what happens while it happens, and keeps account of whether it was what must happen. */
export interface Story {
  /** Shown under the step that is going on: where it happened (transaction, block, HTTP call). */
  evidence(line: string): void;
  flow(title: string, tell: () => Promise<void>): Promise<void>;
  /** Does one thing and tells it with the time it took. */
  step<Result>(what: string, act: () => Promise<Result>): Promise<Result>;
  /** Does one thing that must be refused with this code; anything else fails the story. */
  refused(what: string, code: string, act: () => Promise<unknown>): Promise<void>;
  /** A line of plain text. */
  say(line: string): void;
}

export interface Teller {
  /** Prints one line. */
  readonly print: (line: string) => void;
  /** Milliseconds from any start. */
  readonly now: () => number;
  /** The stable code of an error, if it has one. */
  readonly codeOf: (error: unknown) => string | undefined;
}

const WIDTH = 66;

export function createStory({ print, now, codeOf }: Teller): Story {
  let evidence: string[] = [];

  function tellStep(what: string, startedAt: number, mark: string): void {
    const took = `${(now() - startedAt).toFixed(0)} ms`;
    print(`  ${mark} ${what.padEnd(WIDTH)} ${styleText("dim", took.padStart(8))}`);
    for (const line of evidence) print(styleText("dim", `      ${line}`));
    evidence = [];
  }

  async function step<Result>(what: string, act: () => Promise<Result>): Promise<Result> {
    const startedAt = now();
    try {
      const result = await act();
      tellStep(what, startedAt, styleText("green", "✓"));
      return result;
    } catch (error) {
      tellStep(what, startedAt, styleText("red", "✗"));
      throw error;
    }
  }

  return {
    evidence: (line) => evidence.push(line),
    async flow(title, tell) {
      print(`\n${styleText("bold", title)}`);
      await tell();
    },
    step,
    async refused(what, code, act) {
      await step(`${what}: refused`, async () => {
        const error = await act().then(
          () => undefined,
          (reason: unknown) => reason,
        );
        if (error === undefined) throw new Error(`${what}: it was served, but ${code} was due`);
        const got = codeOf(error);
        if (got !== code) throw new Error(`${what}: ${code} was due, got ${String(got)}`, { cause: error });
      });
    },
    say: (line) => print(`    ${line}`),
  };
}
