import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { createStepApplier, type StepApplier } from "./apply-steps.ts";
import type { Arrivals } from "./arrivals.ts";
import type { ChainSource } from "./chain-source.ts";
import type { IndexerConfig } from "./config.ts";
import { follow } from "./follow.ts";
import type { GrantIndex } from "./grant-index.ts";
import { firstCheckpoint, openIndex } from "./open-index.ts";
import { createRangePace } from "./range-pace.ts";
import { createRecovery } from "./recovery.ts";
import { backoffMs } from "./rpc/retry.ts";
import type { Watch } from "./watch.ts";

export interface IndexerParts {
  readonly source: ChainSource;
  readonly index: GrantIndex;
  readonly arrivals: Arrivals;
  readonly watch: Required<Watch>;
  readonly logger: Logger;
  /** Of the endpoint that is asked now. */
  readonly host: () => string;
  readonly signal: AbortSignal;
  /** Begins a new index whatever Redis holds. */
  readonly rebuild: boolean;
}

/**
 * Keeps the index equal to the chain until the signal. Any failure ends one attempt, and the next one starts from
 * what Redis holds: the only state that counts is the persisted one.
 */
export async function runIndexer(config: IndexerConfig, parts: IndexerParts): Promise<void> {
  const { source, index, arrivals, watch, logger, signal } = parts;
  const { deployBlock, pollIntervalMs } = config;
  const recovery = createRecovery({ ...parts, rpcUrls: config.rpcUrls });
  const pace = createRangePace(config);

  async function begin(): Promise<StepApplier> {
    // Taken first, so that a source of another chain shows in the status.
    const stored = await index.take();
    await source.confirmIdentity();
    const { mayRebuild, mustRebuild } = recovery.verdict();
    const opened = mustRebuild ? undefined : await openIndex(stored, source, { deployBlock, mayRebuild });
    const tip = opened?.tip ?? (await firstCheckpoint(source, deployBlock));
    if (opened === undefined) {
      await index.begin(tip);
      logger.info({ deployBlock }, "a new index begins");
      watch.began(tip);
      recovery.rebuilt();
    }
    watch.resumed(tip);
    return createStepApplier(tip, opened?.proved ?? false, parts);
  }

  async function attempt(): Promise<void> {
    if (recovery.verdict().superseded && !(await index.mayTake(config.takeOverAfterMs))) return;
    const applier = await begin();
    try {
      for await (const step of follow(source, index, applier.tip(), { ...config, pace, signal })) {
        signal.throwIfAborted();
        await applier.apply(step);
        recovery.advanced();
        watch.applied(step, applier.tip());
        if (step.kind === "head") arrivals.arrived(step.sight.askedAtMs);
      }
    } finally {
      // What the write before failed with explains what came after it.
      await applier.settle();
    }
  }

  while (!signal.aborted) {
    // What ends with the signal is no failure.
    await attempt().catch((error: unknown) => (signal.aborted ? undefined : recovery.react(error)));
    const failures = recovery.failures();
    const waitMs = failures === 0 ? pollIntervalMs : backoffMs(failures, pollIntervalMs, config.backoffMaxMs);
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }
  await recovery.release();
}
