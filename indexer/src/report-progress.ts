import type { Logger } from "pino";
import { type Progress, progressOf, type ProgressSample } from "./progress.ts";
import type { Watch } from "./watch.ts";

export interface ProgressReportOptions {
  readonly deployBlock: number;
  readonly logger: Logger;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Rates are those of the last so many milliseconds. */
const WINDOW_MS = 30_000;
const SAMPLE_INTERVAL_MS = 100;
const LOG_INTERVAL_MS = 10_000;

/** Tells how far the index is: a few times a second to `onProgress`, now and then in the log while it reads history. */
export function reportProgress({ deployBlock, logger, onProgress }: ProgressReportOptions): Watch {
  let samples: ProgressSample[] = [];
  let loggedAtMs = performance.now();

  function told(sample: ProgressSample): Progress {
    const last = samples.at(-1);
    // A reorg, or a new index: what was done before says nothing of the rate.
    if (last !== undefined && sample.blocksDone < last.blocksDone) samples = [];
    samples = samples.filter(({ atMs }) => sample.atMs - atMs <= WINDOW_MS);
    samples.push(sample);
    return progressOf(samples[0] ?? sample, sample);
  }

  return {
    applied(step, tip) {
      const atMs = performance.now();
      const last = samples.at(-1);
      const atHead = step.kind === "head" && last?.blocksDone !== last?.blocksTotal;
      if (last !== undefined && !atHead && atMs - last.atMs < SAMPLE_INTERVAL_MS) return;
      const before = deployBlock - 1;
      const blocksTotal = Math.max(step.sight.head.number, tip.number) - before;
      const events = Number(tip.journal.seq);
      const progress = told({ atMs, blocksDone: tip.number - before, blocksTotal, events });
      onProgress?.(progress);
      if (step.kind !== "range" || atMs - loggedAtMs < LOG_INTERVAL_MS) return;
      loggedAtMs = atMs;
      logger.info(progress, "reading history");
    },
  };
}
