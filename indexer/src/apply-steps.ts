import type { BlockHeader, ChainSource, ContractLog } from "./chain-source.ts";
import { decode } from "./decode.ts";
import { ContradictionError, CorruptIndexError, RpcError } from "./errors.ts";
import { extendJournal, sameJournal } from "./extend-journal.ts";
import type { Step } from "./follow.ts";
import type { Checkpoint, GrantIndex } from "./grant-index.ts";
import { reduce, touchedBy } from "./reduce.ts";

export interface ApplyOptions {
  readonly source: ChainSource;
  readonly index: GrantIndex;
  readonly confirmations: number;
}

/**
 * Applies steps to the index that stands at `start`. `proved` says whether that state is known to equal the
 * contract's journal. Nothing is committed that contradicts the journal, and nothing is marked as the head unproved.
 */
export function createStepApplier(start: Checkpoint, startProved: boolean, options: ApplyOptions) {
  const { source, index, confirmations } = options;
  let tip = start;
  let proved = startProved;

  /** false where the source no longer has that state; throws ContradictionError on a difference. */
  async function prove(at: Checkpoint): Promise<boolean> {
    const journal = await source.journalAt(at);
    if (journal === undefined) return false;
    if (sameJournal(journal, at.journal)) return true;
    const counts = `the contract counts ${journal.seq} events, the logs give ${at.journal.seq}`;
    throw new ContradictionError(`the logs up to block ${at.number} are not the contract's: ${counts}`);
  }

  async function advance(
    kind: "block" | "range",
    block: BlockHeader,
    logs: readonly ContractLog[],
  ): Promise<void> {
    const events = logs.map(decode);
    const { number, hash, time } = block;
    const confirmed = Math.max(0, number - confirmations);
    const next = { number, hash, time, journal: extendJournal(tip.journal, events), confirmed };
    const nextProved = await prove(next);
    if (kind === "block" && !nextProved) throw new RpcError("absent", `the state of block ${number}`);
    const changes = reduce(
      await index.read(tip, touchedBy(events)),
      events,
      (block) => block - confirmations,
    );
    await (kind === "block"
      ? index.commitBlock(tip, next, changes, [])
      : index.commitRange(tip, next, changes));
    tip = next;
    proved = nextProved;
  }

  async function apply(step: Step): Promise<void> {
    switch (step.kind) {
      case "block":
      case "range":
        return advance(step.kind, step.block, step.logs);
      case "reorg":
        while (tip.number > step.ancestor.number) tip = await index.undoBlock(tip);
        if (tip.hash !== step.ancestor.hash) throw new CorruptIndexError("the undo records do not link");
        proved = false;
        return;
      case "head":
        proved ||= await prove(tip);
        if (!proved) throw new RpcError("absent", `the state of the head, block ${tip.number}`);
        await index.markAtHead(tip, performance.now() - step.askedAtMs);
    }
  }

  return { apply, tip: (): Checkpoint => tip };
}
