import { eventHandle } from "@idos/protocol";
import type { BlockRef, ChainSource, ContractLog } from "../../indexer/src/chain-source.ts";
import { decode } from "../../indexer/src/decode.ts";
import { RpcError } from "../../indexer/src/errors.ts";
import type { EventPlace, GrantHistory } from "./explain-grant.ts";
import type { GrantQuestion } from "./parse-arguments.ts";
import type { Progress } from "./progress.ts";

export interface HistorySpan {
  /** The first block that can hold an event. */
  readonly deployBlock: number;
  /** The block that the index stands at. */
  readonly at: BlockRef;
}

const RANGE_BLOCKS_FIRST = 2_000;
const RANGE_BLOCKS_MAX = 100_000;

/** Reads back from the indexed block until the grant's newest event is found, at the latest to the contract's first block. */
export async function findHistory(
  source: ChainSource,
  question: GrantQuestion,
  { deployBlock, at }: HistorySpan,
  onProgress: (progress: Progress) => void,
): Promise<GrantHistory> {
  let revokedAll: EventPlace | undefined;
  let last: BlockRef | undefined = at;
  let blocks = RANGE_BLOCKS_FIRST;
  while (last !== undefined && last.number >= deployBlock) {
    const first = Math.max(deployBlock, last.number - blocks + 1);
    const logs = await logsOrFewer(source, first, last);
    if (logs === "too many") {
      blocks = Math.ceil((last.number - first + 1) / 2);
      continue;
    }
    for (const place of placesOf(logs).reverse()) {
      if (isOfGrant(place, question)) return { last: place, revokedAll };
      if (place.event.kind === "revoked-all" && place.event.owner === question.owner) revokedAll ??= place;
    }
    blocks = Math.min(RANGE_BLOCKS_MAX, blocks * 2);
    onProgress({
      stage: "looking for the grant's events",
      ...{ done: at.number - first + 1, total: at.number - deployBlock + 1, unit: "blocks" },
    });
    last = first > deployBlock ? await blockBefore(source, first) : undefined;
  }
  return { last: undefined, revokedAll: undefined };
}

/** The grant's newest event in the block of this number; undefined where there is none. */
export async function findInBlock(
  source: ChainSource,
  question: GrantQuestion,
  number: number,
): Promise<EventPlace | undefined> {
  const block = await source.blockAt(number);
  if (block === undefined) return undefined;
  return placesOf(await source.logsOf(block)).findLast((place) => isOfGrant(place, question));
}

async function logsOrFewer(source: ChainSource, first: number, last: BlockRef) {
  try {
    return await source.logsBetween(first, last);
  } catch (error) {
    const isTooMany = error instanceof RpcError && error.failure !== "unreachable" && first < last.number;
    if (isTooMany) return "too many";
    throw error;
  }
}

async function blockBefore(source: ChainSource, number: number): Promise<BlockRef> {
  const block = await source.blockAt(number - 1);
  if (block === undefined) throw new RpcError("absent", `block ${number - 1}, below the head`);
  return block;
}

function placesOf(logs: readonly ContractLog[]): EventPlace[] {
  return logs.map((log) => {
    const { blockNumber, transactionHash, logIndex } = log;
    return { event: decode(log).event, blockNumber, transactionHash, logIndex };
  });
}

/** Events that change nothing do not count. */
function isOfGrant({ event }: EventPlace, { owner, handle }: GrantQuestion): boolean {
  if (event.kind === "messages-voided" || event.kind === "change-skipped") return false;
  return event.owner === owner && eventHandle(event) === handle;
}
