import { styleText } from "node:util";

/** Tells what happens while it happens, and keeps account of whether it was what must happen. */
export interface Story {
  /** Shown under the step that is going on: where it happened (transaction, block, HTTP call). */
  evidence(line: string): void;
  /** An HTTP call of the step; many successful reads become one line. */
  request(call: Call): void;
  flow<Result>(title: string, tell: () => Promise<Result>): Promise<Result>;
  /** Does one thing and tells it with the time it took; a step within a step is told before it. */
  step<Result>(what: string, act: () => Promise<Result>): Promise<Result>;
  /** Does one thing that must be refused with this code; anything else fails the story. */
  refused(what: string, code: string, act: () => Promise<unknown>): Promise<void>;
  /** A line of plain text. */
  say(line: string): void;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  /** Null where no answer came. */
  readonly status: number | null;
  readonly ms: number;
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
/** More reads than this are told as one line. */
const READS_TOLD_MAX = 2;

export function createStory({ print, now, codeOf }: Teller): Story {
  let evidence: string[] = [];
  let calls: Call[] = [];

  function tellStep(what: string, startedAt: number, mark: string): void {
    const took = `${(now() - startedAt).toFixed(0)} ms`;
    print(`  ${mark} ${what.padEnd(WIDTH)} ${styleText("dim", took.padStart(8))}`);
    for (const line of [...describeCalls(calls), ...evidence]) print(styleText("dim", `      ${line}`));
  }

  async function step<Result>(what: string, act: () => Promise<Result>): Promise<Result> {
    const outer = { evidence, calls };
    evidence = [];
    calls = [];
    const startedAt = now();
    try {
      const result = await act();
      tellStep(what, startedAt, styleText("green", "✓"));
      return result;
    } catch (error) {
      tellStep(what, startedAt, styleText("red", "✗"));
      throw error;
    } finally {
      ({ evidence, calls } = outer);
    }
  }

  return {
    evidence: (line) => evidence.push(line),
    request: (call) => calls.push(call),
    async flow(title, tell) {
      print(`\n${styleText("bold", title)}`);
      return tell();
    },
    step,
    async refused(what, code, act) {
      await step(`${what}: ${code}`, async () => {
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

function describeCalls(calls: readonly Call[]): string[] {
  const isRead = ({ method, status }: Call): boolean => method === "GET" && status === 200;
  const reads = calls.filter(isRead);
  if (reads.length <= READS_TOLD_MAX) return calls.map(describeCall);
  const ms = reads.reduce((total, call) => total + call.ms, 0);
  const rest = calls.filter((call) => !isRead(call)).map(describeCall);
  return [`GET, ${reads.length} times -> 200 in ${ms.toFixed(0)} ms together`, ...rest];
}

function describeCall({ method, path, status, ms }: Call): string {
  return `${method} ${path} -> ${status ?? "no answer"} in ${ms.toFixed(0)} ms`;
}
