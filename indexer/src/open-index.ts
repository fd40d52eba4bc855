import { EMPTY_JOURNAL } from "@idos/protocol";
import type { ChainSource } from "./chain-source.ts";
import { RpcError } from "./errors.ts";
import { expectJournal } from "./expect-journal.ts";
import { sameJournal } from "./extend-journal.ts";
import type { Checkpoint } from "./grant-index.ts";

export interface OpenIndex {
  readonly tip: Checkpoint;
  /** Whether the contract's journal at the tip is known to be the same. */
  readonly proved: boolean;
}

/**
 * The index as Redis holds it, compared with the contract at its block; undefined where a new one must begin. An
 * index that contradicts the contract is given up only with `mayRebuild`: the endpoint may be the wrong side.
 */
export async function openIndex(
  stored: Checkpoint | undefined,
  source: Pick<ChainSource, "blockAt" | "journalAt">,
  { deployBlock, mayRebuild }: { readonly deployBlock: number; readonly mayRebuild: boolean },
): Promise<OpenIndex | undefined> {
  if (stored === undefined) return undefined;
  // Before the contract there is nothing to compare.
  if (stored.number < deployBlock) return { tip: stored, proved: false };
  const same = await source.blockAt(stored.number);
  // Replaced while nobody followed, or not there yet: of that block there is nothing to ask.
  if (same?.hash !== stored.hash) return { tip: stored, proved: false };
  const journal = await source.journalAt(stored);
  const proved = journal !== undefined && sameJournal(journal, stored.journal);
  if (!proved && mayRebuild) return undefined;
  const start = { number: deployBlock - 1, journal: EMPTY_JOURNAL };
  if (journal !== undefined) expectJournal(journal, start, stored.number, stored.journal);
  return { tip: stored, proved };
}

/** Where an index begins: just before the contract. */
export async function firstCheckpoint(
  source: Pick<ChainSource, "blockAt">,
  deployBlock: number,
): Promise<Checkpoint> {
  const before = await source.blockAt(deployBlock - 1);
  if (before === undefined) throw new RpcError("absent", `block ${deployBlock - 1}`);
  const { number, hash, time } = before;
  return { number, hash, time, journal: EMPTY_JOURNAL, confirmed: 0 };
}
