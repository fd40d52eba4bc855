import { styleText } from "node:util";

/** How far a long work is. */
export interface Progress {
  /** What is being done, such as "reading the chain". */
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  /** What is counted, in the plural. */
  readonly unit: string;
}

export interface Pace {
  readonly perSecond: number;
  /** undefined while nobody can tell. */
  readonly secondsLeft: number | undefined;
}

/** By what was done since the stage began. */
export function paceOf({ done, total }: Progress, doneAtStart: number, elapsedMs: number): Pace {
  const perSecond = elapsedMs <= 0 ? 0 : ((done - doneAtStart) * 1_000) / elapsedMs;
  return { perSecond, secondsLeft: perSecond <= 0 ? undefined : Math.max(0, total - done) / perSecond };
}

const BAR_WIDTH = 24;

/** The line that stands on a terminal: stage, bar, share, rate, time left. */
export function progressBar(progress: Progress, pace: Pace): string {
  const filled = Math.floor(shareOf(progress) * BAR_WIDTH);
  const bar = `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)}`;
  return `${progress.stage}  ${styleText("cyan", bar)} ${progressWords(progress, pace)}`;
}

/** The same for a log: no bar. */
export function progressLine(progress: Progress, pace: Pace): string {
  return `${progress.stage}: ${progressWords(progress, pace)}`;
}

function progressWords(progress: Progress, { perSecond, secondsLeft }: Pace): string {
  const { done, total, unit } = progress;
  const left = secondsLeft === undefined ? "" : `, ${duration(secondsLeft)} left`;
  const rate = perSecond >= 10 ? wholeNumber(perSecond) : perSecond.toFixed(1);
  const percent = Math.floor(shareOf(progress) * 100);
  return `${percent}%  ${wholeNumber(done)} of ${wholeNumber(total)} ${unit}, ${rate}/s${left}`;
}

function shareOf({ done, total }: Progress): number {
  return total <= 0 ? 1 : Math.min(1, Math.max(0, done / total));
}

/** "1 grant", "2,000 grants". */
export function counted(count: number | bigint, singular: string): string {
  return `${wholeNumber(count)} ${singular}${Number(count) === 1 ? "" : "s"}`;
}

export function wholeNumber(value: number | bigint): string {
  return (typeof value === "bigint" ? value : Math.round(value)).toLocaleString("en-US");
}

/** "48 s", "3 min 20 s", "2 h 5 min". */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
