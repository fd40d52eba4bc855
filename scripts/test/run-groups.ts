import { type Run, runMocha, type Totals } from "./run-mocha.ts";

/** Few enough that no run is long at the end of a lane, enough that starting the servers anew costs little. */
const GROUP_FILES_MAX = 24;

export interface Group {
  readonly files: readonly string[];
  /** What has to have ended before. */
  readonly after: Promise<unknown>;
}

export function groupsOf(files: readonly string[], after: Promise<unknown>): readonly Group[] {
  const starts = Array.from(
    { length: Math.ceil(files.length / GROUP_FILES_MAX) },
    (_, at) => at * GROUP_FILES_MAX,
  );
  return starts.map((start) => ({ files: files.slice(start, start + GROUP_FILES_MAX), after }));
}

/** Runs one group in each lane from when that lane is free, and shows the runs one after the other. */
export async function runGroups(
  groups: readonly Group[],
  lanes: readonly Promise<unknown>[],
): Promise<Totals> {
  const waiting = [...groups];
  const runs: Run[] = [];
  const work = async (free: Promise<unknown>): Promise<void> => {
    await free;
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      await group.after;
      const run = runMocha(group.files, runs.at(-1)?.shown ?? Promise.all(lanes));
      runs.push(run);
      await run.totals;
    }
  };
  await Promise.all(lanes.map(work));
  await runs.at(-1)?.shown;
  const totals = await Promise.all(runs.map((run) => run.totals));
  const sum = (counted: keyof Totals): number => totals.reduce((all, of) => all + of[counted], 0);
  return { passed: sum("passed"), failed: sum("failed") };
}
