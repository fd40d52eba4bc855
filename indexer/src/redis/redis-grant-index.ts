import type { Redis } from "ioredis";
import { randomUUID } from "node:crypto";
import { CorruptIndexError } from "../errors.ts";
import type { Checkpoint, GrantIndex } from "../grant-index.ts";
import { commit, type Hold, write } from "./commit.ts";
import { dropGeneration } from "./drop-generation.ts";
import { indexKeys, type IndexPlace } from "./keys.ts";
import { storeCheckpoint } from "./meta.ts";
import { readOwners } from "./read-owners.ts";
import { runScript } from "./run-script.ts";
import { storeChange } from "./stored-changes.ts";
import { take } from "./take.ts";
import { packUndoRecord, unpackUndoRecord } from "./undo-record.ts";
import { corruptIfWrongType } from "./wrong-type.ts";
import { BEGIN, MARK_AT_HEAD, MARK_FAULT, MAY_TAKE } from "./write-scripts.ts";

export interface RedisGrantIndexOptions extends IndexPlace {
  /** An index built with another depth is not used: its entries were computed with it. */
  readonly confirmations: number;
  readonly undoBlocks: number;
}

export function createRedisGrantIndex(redis: Redis, options: RedisGrantIndexOptions): GrantIndex {
  const keys = indexKeys(options);
  const confirmations = String(options.confirmations);
  const hold: Hold = { writer: randomUUID(), generation: "" };

  async function undoRecord(number: number) {
    const text = await redis.hget(keys.undo(hold.generation), String(number)).catch((error: unknown) => {
      throw corruptIfWrongType(error);
    });
    return text === null ? undefined : unpackUndoRecord(text);
  }

  return {
    async take() {
      const taken = await take(redis, keys.meta, hold.writer);
      hold.generation = taken.generation;
      return taken.confirmations === confirmations ? taken.checkpoint : undefined;
    },

    async mayTake(idleMs) {
      return (await runScript(redis, MAY_TAKE, [keys.meta], [hold.writer, idleMs])) === 1;
    },

    async begin(at) {
      const replaced = hold.generation;
      const generation = randomUUID();
      await write(
        redis,
        BEGIN,
        [keys.meta],
        [replaced, ...newMeta({ ...hold, generation }, confirmations, at)],
      );
      hold.generation = generation;
      if (replaced !== "") await dropGeneration(redis, keys.everything(replaced));
    },

    read: (touched) => readOwners(redis, keys, hold.generation, touched),

    commitBlock: (from, to, changes) =>
      commit(redis, keys, hold, {
        ...{ from, to, changes: changes.map(storeChange) },
        undoSet: [to.number, packUndoRecord(from, to, changes)],
        undoDrop: to.number - options.undoBlocks,
      }),

    commitRange: (from, to, changes) =>
      commit(redis, keys, hold, {
        ...{ from, to, changes: changes.map(storeChange) },
        phase: "backfilling",
        undoDrop: "*",
      }),

    async undoBlock(from) {
      const record = await undoRecord(from.number);
      if (record?.hash !== from.hash) throw new CorruptIndexError(`no undo record of block ${from.number}`);
      const { before: to, changes } = record;
      await commit(redis, keys, hold, { from, to, changes, phase: "backfilling", undoDrop: from.number });
      return to;
    },

    async hashAt(number) {
      return (await undoRecord(number))?.hash ?? (await undoRecord(number + 1))?.before.hash;
    },

    markAtHead: (at, ageMs) =>
      write(redis, MARK_AT_HEAD, [keys.meta], [hold.generation, hold.writer, at.hash, Math.ceil(ageMs)]),

    markFault: (reason) => write(redis, MARK_FAULT, [keys.meta], [hold.writer, reason]),
  };
}

/** Fields and values, in turn. */
function newMeta({ generation, writer }: Hold, confirmations: string, at: Checkpoint): string[] {
  const fields = { generation, writer, confirmations, phase: "backfilling", fault: "" };
  const unsynced = { syncedAtMs: "0", syncedBy: "" };
  return Object.entries({ ...fields, ...unsynced, ...storeCheckpoint(at) }).flat();
}
