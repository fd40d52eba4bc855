import type { Redis } from "ioredis";
import { CorruptIndexError, WriteRefusedError } from "../errors.ts";
import type { Checkpoint } from "../grant-index.ts";
import { COMMIT } from "./commit-script.ts";
import { encodeChanges } from "./encode-changes.ts";
import type { IndexKeys } from "./keys.ts";
import { storeCheckpoint } from "./meta.ts";
import { evictingPolicy } from "./require-fit-server.ts";
import { replyText, runScript, type Script, type ScriptArgument } from "./run-script.ts";
import { explainServerError } from "./server-errors.ts";
import type { StoredChange } from "./stored-changes.ts";
import { type UndoRecord, unpackUndoRecord } from "./undo-record.ts";

/** Whose index it is, and which: what every write compares. */
export interface Hold {
  readonly redis: Redis;
  readonly keys: IndexKeys;
  readonly writer: string;
  /** "" where there is no index. */
  generation: string;
}

export interface Commit {
  readonly from: Checkpoint;
  readonly to: Checkpoint;
  readonly changes: readonly StoredChange[];
  readonly phase?: "backfilling";
  readonly undoSet?: readonly [blockNumber: number, record: string];
  readonly undoDrop: number | "*";
  /** Hashes, in bytes. */
  readonly transactions?: Buffer;
}

/** Rejects with WriteRefusedError unless the script found the index as this writer left it. */
export async function write(
  { redis, keys }: Hold,
  script: Script,
  args: readonly ScriptArgument[],
): Promise<void> {
  const answer = await runScript(redis, script, keys.meta, args);
  if (answer === 0) throw new WriteRefusedError();
  if (answer === 2) throw new CorruptIndexError("the index was found damaged");
  if (answer !== 1) throw evictingPolicy(replyText(answer) ?? "");
}

/** Moves the index from one block to another in one atomic step. */
export function commit(hold: Hold, step: Commit): Promise<void> {
  const { number, hash, time, confirmed, seq, digest } = storeCheckpoint(step.to);
  return write(hold, COMMIT, [
    ...[hold.generation, hold.writer, step.from.hash],
    ...[number, hash, time, confirmed, seq, digest, step.phase ?? ""],
    ...(step.undoSet ?? ["", ""]),
    ...[step.undoDrop, encodeChanges(step.changes), step.transactions ?? ""],
  ]);
}

export async function readUndoRecord(
  { redis, keys, generation }: Hold,
  blockNumber: number,
): Promise<UndoRecord | undefined> {
  const text = await redis
    .hget(`${keys.generation(generation)}u`, String(blockNumber))
    .catch((error: unknown) => {
      throw explainServerError(error);
    });
  return text === null ? undefined : unpackUndoRecord(text);
}
