import { EMPTY_JOURNAL } from "@idos/protocol";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { createStepApplier } from "./apply-steps.ts";
import type { Arrivals } from "./arrivals.ts";
import type { RangeSize } from "./backfill.ts";
import type { ChainSource } from "./chain-source.ts";
import type { IndexerConfig } from "./config.ts";
import {
  ContradictionError,
  CorruptIndexError,
  DeepReorgError,
  RpcError,
  WriteRefusedError,
} from "./errors.ts";
import { sameJournal } from "./extend-journal.ts";
import { follow } from "./follow.ts";
import type { Checkpoint, GrantIndex } from "./grant-index.ts";
import { quietWarnings } from "./quiet-log.ts";
import { backoffMs } from "./rpc/retry.ts";

export interface IndexerParts {
  readonly source: ChainSource;
  readonly index: GrantIndex;
  readonly arrivals: Arrivals;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** After so many contradictions in a row, an index that cannot be proved is taken to be the wrong side. */
const CONTRADICTIONS_MAX = 4;

/**
 * Keeps the index equal to the chain until the signal. Any failure ends one attempt, and the next one starts from
 * what Redis holds: the only state that counts is the persisted one.
 */
export async function runIndexer(config: IndexerConfig, parts: IndexerParts): Promise<void> {
  const { index, logger, signal } = parts;
  const warn = quietWarnings(logger);
  const rangeSize: RangeSize = { blocks: config.rangeBlocks };
  let failures = 0;
  let contradictions = 0;
  let rebuild = false;
  let superseded = false;

  async function attempt(): Promise<void> {
    if (superseded && !(await index.mayTake(config.takeOverAfterMs))) return;
    superseded = false;
    // Taken first, so that a source of another chain shows in the status.
    const stored = await index.take();
    await parts.source.confirmIdentity();
    const { tip, proved } = await openIndex(stored, config, parts, {
      rebuild,
      mayRebuild: contradictions >= CONTRADICTIONS_MAX,
    });
    rebuild = false;
    const applier = createStepApplier(tip, proved, { ...parts, confirmations: config.confirmations });
    const steps = follow(parts.source, index, tip, { ...config, rangeSize, signal });
    for await (const step of steps) {
      await applier.apply(step);
      failures = 0;
      contradictions = 0;
      const { number, journal } = applier.tip();
      logger.debug({ step: step.kind, block: number, seq: String(journal.seq) }, "indexed");
      if (step.kind === "reorg") logger.info({ ancestor: step.ancestor.number }, "the chain was reorganized");
      if (step.kind === "head") parts.arrivals.arrived(step.askedAtMs);
    }
  }

  async function react(error: unknown): Promise<void> {
    failures++;
    if (error instanceof WriteRefusedError) {
      superseded = true;
      warn("another process writes the index, or Redis lost it", error);
    } else if (error instanceof ContradictionError) {
      contradictions++;
      warn("the RPC contradicts itself, the contract or the configuration", error);
      await index.markFault(error.message);
    } else if (error instanceof DeepReorgError || error instanceof CorruptIndexError) {
      rebuild = true;
      logger.error({ reason: error.message }, "the index is wrong and cannot be repaired: rebuilding it");
      await index.markFault(error.message);
    } else if (error instanceof RpcError) warn("the RPC does not answer as it should", error);
    else warn("the index cannot be brought up to date", error);
  }

  while (!signal.aborted) {
    try {
      await attempt().catch(react);
    } catch (error) {
      warn("the index cannot be marked as unhealthy", error);
    }
    const waitMs =
      failures === 0
        ? config.pollIntervalMs
        : backoffMs(failures, config.pollIntervalMs, config.backoffMaxMs);
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }
}

interface OpenIndex {
  readonly tip: Checkpoint;
  readonly proved: boolean;
}

/** The index as Redis holds it, compared with the contract at its block; or a new one. */
async function openIndex(
  stored: Checkpoint | undefined,
  { deployBlock }: IndexerConfig,
  { source, index, logger }: IndexerParts,
  { rebuild, mayRebuild }: { readonly rebuild: boolean; readonly mayRebuild: boolean },
): Promise<OpenIndex> {
  if (stored !== undefined && !rebuild) {
    // Before the contract there is nothing to compare.
    if (stored.number < deployBlock) return { tip: stored, proved: false };
    const journal = await source.journalAt(stored);
    const proved = journal !== undefined && sameJournal(journal, stored.journal);
    if (proved || (journal === undefined && !mayRebuild)) return { tip: stored, proved };
    if (!mayRebuild)
      throw new ContradictionError(`the index at block ${stored.number} is not the contract's state`);
  }
  const before = await source.blockAt(deployBlock - 1);
  if (before === undefined) throw new RpcError("absent", `block ${deployBlock - 1}`);
  const { number, hash, time } = before;
  const tip = { number, hash, time, journal: EMPTY_JOURNAL, confirmed: 0 };
  await index.begin(tip);
  logger.info({ deployBlock }, "a new index begins");
  return { tip, proved: false };
}
