import { stripVTControlCharacters } from "node:util";
import { paceOf, type Progress, progressBar, progressLine } from "./progress.ts";

export interface ProgressDisplay {
  readonly show: (progress: Progress) => void;
  /** Takes the bar away, so that what is printed next begins on a line of its own. */
  readonly clear: () => void;
}

/** Where progress is shown: standard error, so that what a command prints stays clean. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const BAR_INTERVAL_MS = 100;
const LINE_INTERVAL_MS = 5_000;
const CLEAR_LINE = "\r\u001b[2K";

/** A bar that stays on its line of a terminal; elsewhere a plain line every few seconds. */
export function createProgressDisplay(
  stream: ProgressStream,
  nowMs: () => number = () => performance.now(),
): ProgressDisplay {
  const isTerminal = stream.isTTY === true;
  const intervalMs = isTerminal ? BAR_INTERVAL_MS : LINE_INTERVAL_MS;
  let stage = "";
  let began = { atMs: 0, done: 0 };
  let shownAtMs = Number.NEGATIVE_INFINITY;
  let drawn = false;

  return {
    show(progress) {
      const now = nowMs();
      if (progress.stage !== stage) {
        stage = progress.stage;
        began = { atMs: now, done: progress.done };
        // What is over before anybody could read a line needs none.
        shownAtMs = isTerminal ? Number.NEGATIVE_INFINITY : now;
      }
      if (now - shownAtMs < intervalMs) return;
      shownAtMs = now;
      const pace = paceOf(progress, began.done, now - began.atMs);
      if (isTerminal) {
        const width = Math.max(1, (stream.columns ?? 80) - 1);
        stream.write(`${CLEAR_LINE}${withinWidth(progressBar(progress, pace), width)}`);
        drawn = true;
      } else stream.write(`${progressLine(progress, pace)}\n`);
    },
    clear() {
      if (drawn) stream.write(CLEAR_LINE);
      drawn = false;
    },
  };
}

/** A line that wrapped could not be written over. */
function withinWidth(line: string, width: number): string {
  const plain = stripVTControlCharacters(line);
  return plain.length <= width ? line : plain.slice(0, width);
}
