import type { Bytes32, Journal } from "@idos/protocol";
import type { BlockHeader, BlockRef, ChainSource, ContractLog } from "../../src/chain-source.ts";
import { decode } from "../../src/decode.ts";
import { extendJournal } from "../../src/extend-journal.ts";
import type { GrantIndex } from "../../src/grant-index.ts";
import type { SabotagedParts } from "./processes.ts";

// Bugs that an indexer without these checks would have. Each is put in front of a right source.

/** Knows blocks by their numbers alone: a block is what it was when its number was first seen. */
export function ignoresHashes(source: ChainSource): ChainSource {
  const first = new Map<number, Bytes32>();
  function asSeenFirst(header: BlockHeader): BlockHeader {
    const { number } = header;
    const hash = first.get(number) ?? header.hash;
    first.set(number, hash);
    return { ...header, hash, parentHash: first.get(number - 1) ?? header.parentHash };
  }
  async function present({ number }: BlockRef): Promise<BlockHeader> {
    const header = await source.blockAt(number);
    if (header === undefined) throw new Error(`no block ${number}`);
    return header;
  }
  return {
    ...source,
    latestBlock: async () => asSeenFirst(await source.latestBlock()),
    async blockAt(number) {
      const header = await source.blockAt(number);
      return header && asSeenFirst(header);
    },
    logsOf: async (block) => source.logsOf(await present(block)),
    logsBetween: async (from, last) => source.logsBetween(from, await present(last)),
    journalAt: async (block) => source.journalAt(await present(block)),
  };
}

export interface Credulity {
  /** Whether the journal of the block is believed without asking the contract. */
  believes(block: BlockRef, logs: readonly ContractLog[], head: BlockRef | undefined): boolean;
  /** Whether gaps in the events' count are overlooked. */
  readonly overlooksGaps: boolean;
}

/** Takes, for the contract's journal, what the logs give. */
export function believesLogs(credulity: Credulity): SabotagedParts {
  const journals = new Map<number, Promise<Journal>>();
  const logsUpTo = new Map<number, Promise<readonly ContractLog[]>>();
  let head: BlockRef | undefined;

  function note(before: number, last: number, asked: Promise<readonly ContractLog[]>) {
    const base = journals.get(before);
    const logs = asked.then(async (found) => {
      const journal = await base;
      return credulity.overlooksGaps && journal !== undefined ? renumber(found, journal.seq) : found;
    });
    const after = logs.then(async (found) => {
      const journal = await base;
      if (journal === undefined) throw new Error(`nothing is known of block ${before}`);
      return extendJournal(journal, found.map(decode));
    });
    // Whoever asks for them is told.
    after.catch(() => undefined);
    logs.catch(() => undefined);
    journals.set(last, after);
    logsUpTo.set(last, logs);
    return logs;
  }

  return {
    source: (source) => ({
      ...source,
      async latestBlock() {
        const block = await source.latestBlock();
        head = block;
        return block;
      },
      logsOf: (block) => note(block.number - 1, block.number, source.logsOf(block)),
      logsBetween: (first, last) => note(first - 1, last.number, source.logsBetween(first, last)),
      async journalAt(block) {
        const given = await journals.get(block.number)?.catch(() => undefined);
        const logs = await logsUpTo.get(block.number)?.catch(() => undefined);
        const isBelieved = given !== undefined && logs !== undefined && credulity.believes(block, logs, head);
        return isBelieved ? given : source.journalAt(block);
      },
    }),
    index: (index) =>
      toldOf(index, ({ number, journal }) => {
        journals.set(number, Promise.resolve(journal));
        logsUpTo.delete(number);
      }),
  };
}

/** Tells where the index stands whenever that does not follow from logs. */
function toldOf(
  index: GrantIndex,
  stands: (at: BlockRef & { readonly journal: Journal }) => void,
): GrantIndex {
  return {
    ...index,
    async take() {
      const at = await index.take();
      if (at !== undefined) stands(at);
      return at;
    },
    async begin(at) {
      stands(at);
      await index.begin(at);
    },
    async undoBlock(from) {
      const at = await index.undoBlock(from);
      stands(at);
      return at;
    },
  };
}

function renumber(logs: readonly ContractLog[], seq: bigint): readonly ContractLog[] {
  return logs.map((log, n) => {
    const word = (seq + BigInt(n + 1)).toString(16).padStart(64, "0");
    return { ...log, data: log.data.slice(0, -64) + word };
  });
}
