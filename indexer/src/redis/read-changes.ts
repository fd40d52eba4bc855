import type { Redis } from "ioredis";
import type { IndexChanges, IndexPlaceInTime, TouchedGrants } from "../grant-index-reader.ts";
import { parseHead, READ_UNDO } from "./read-script.ts";
import { readStatus, type StatusRules } from "./read-status.ts";
import { indexKeys, type IndexPlace } from "./keys.ts";
import { replyList, replyText, runScript } from "./run-script.ts";
import { type UndoRecord, unpackUndoRecord } from "./undo-record.ts";

/** What one answer reads at most; who is further behind lists anew. */
const BLOCKS_MAX = 1_024;

/** Reads what a block changed out of what would undo it, so that nothing more is written for it. */
export async function readChanges(
  redis: Redis,
  options: IndexPlace & StatusRules,
  from: IndexPlaceInTime | undefined,
): Promise<IndexChanges> {
  const first = from === undefined ? "" : Math.min(from.confirmedBlockNumber, from.blockNumber) + 1;
  const { meta } = indexKeys(options);
  const [head, ...texts] = replyList(await runScript(redis, READ_UNDO, meta, [first, BLOCKS_MAX]));
  const status = readStatus(parseHead(head), options);
  const records = texts.map(replyText).map((text) => (text === null ? undefined : unpackUndoRecord(text)));
  const { blockNumber, blockHash } = status.decidedAt;
  const now = { blockNumber, blockHash, confirmedBlockNumber: status.confirmedBlockNumber };
  if (from === undefined) return { status, place: startOf(now, records), touched: undefined };
  return { status, place: now, touched: touchedSince(from, now, records) };
}

/** Blocks without a record are as final as confirmed ones: nothing of them is to come. */
function startOf(now: IndexPlaceInTime, records: readonly (UndoRecord | undefined)[]): IndexPlaceInTime {
  const unknown = records.findLastIndex((record) => record === undefined);
  const confirmed = unknown === -1 ? now.confirmedBlockNumber : now.confirmedBlockNumber + 1 + unknown;
  return { ...now, confirmedBlockNumber: confirmed };
}

function touchedSince(
  from: IndexPlaceInTime,
  now: IndexPlaceInTime,
  records: readonly (UndoRecord | undefined)[],
): TouchedGrants | undefined {
  if (from.blockNumber > now.blockNumber) return undefined;
  const first = Math.min(from.confirmedBlockNumber, from.blockNumber) + 1;
  if (records.length !== now.blockNumber - first + 1) return undefined;
  const known = records.filter((record) => record !== undefined);
  if (known.length < records.length) return undefined;
  const next = known[from.blockNumber + 1 - first];
  const hash = next === undefined ? now.blockHash : next.before.hash;
  if (hash !== from.blockHash) return undefined;
  const isNews = (number: number): boolean => number > from.blockNumber || number <= now.confirmedBlockNumber;
  const changes = known.flatMap((record, at) => (isNews(first + at) ? record.changes : []));
  return {
    grants: changes.flatMap((change) =>
      "epoch" in change ? [] : [{ owner: change.owner, handle: change.handle }],
    ),
    owners: changes.flatMap((change) => ("epoch" in change ? [change.owner] : [])),
  };
}
