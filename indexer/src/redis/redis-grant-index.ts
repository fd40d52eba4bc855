import type { Finality } from "@idos/protocol";
import type { Redis } from "ioredis";
import { randomBytes, randomUUID } from "node:crypto";
import { CorruptIndexError, WriteRefusedError } from "../errors.ts";
import type { Checkpoint, GrantIndex } from "../grant-index.ts";
import { invert } from "../reduce.ts";
import { COMMIT } from "./commit-script.ts";
import { dropOtherGenerations } from "./drop-other-generations.ts";
import { encodeHashes } from "./encode-changes.ts";
import { commit, type Hold, readUndoRecord, write } from "./hold.ts";
import { indexKeys, type IndexPlace, SCHEMA_VERSION } from "./keys.ts";
import { storeCheckpoint } from "./meta.ts";
import { decodeTouched, encodeTouched } from "./read-touched.ts";
import { requireFitServer } from "./require-fit-server.ts";
import { loadScripts, replyList, runScript } from "./run-script.ts";
import { storeChange } from "./stored-changes.ts";
import { take } from "./take.ts";
import { packUndoRecord } from "./undo-record.ts";
import { BEGIN, MARK_AT_HEAD, MARK_FAULT, MAY_TAKE, READ_TOUCHED, RELEASE } from "./write-scripts.ts";

export interface RedisGrantIndexOptions extends IndexPlace {
  /** An index built with another finality is not used: its entries were computed with it. */
  readonly finality: Finality;
  readonly undoBlocks: number;
}

export function createRedisGrantIndex(redis: Redis, options: RedisGrantIndexOptions): GrantIndex {
  const keys = indexKeys(options);
  const hold: Hold = { redis, keys, writer: randomUUID(), generation: "" };
  return { ...keeping(hold, options), ...advancing(hold, options.undoBlocks) };
}

type Keeping = "take" | "mayTake" | "release" | "begin" | "read" | "markAtHead" | "markFault";

/** What decides whose index it is and what is said of it, and reads it. */
function keeping(hold: Hold, options: RedisGrantIndexOptions): Pick<GrantIndex, Keeping> {
  const { redis, keys, writer } = hold;
  return {
    async take() {
      await requireFitServer(redis);
      await loadScripts(redis, [COMMIT, READ_TOUCHED]);
      const taken = await take(redis, options, String(options.finality), writer);
      hold.generation = taken.generation;
      return taken.checkpoint;
    },

    async mayTake(idleMs) {
      return (await runScript(redis, MAY_TAKE, keys.meta, [writer, idleMs])) === 1;
    },

    async release() {
      await runScript(redis, RELEASE, keys.meta, [writer]);
    },

    async begin(at) {
      const generation = randomBytes(4).toString("hex");
      await write(hold, BEGIN, [
        hold.generation,
        generation,
        ...newMeta(options, { generation, writer }, at),
      ]);
      hold.generation = generation;
      await dropOtherGenerations(redis, keys, generation);
    },

    async read(at, touched) {
      const asked = [hold.generation, writer, at.hash, ...encodeTouched(touched)];
      const answer = await runScript(redis, READ_TOUCHED, keys.meta, asked);
      if (answer === 0) throw new WriteRefusedError();
      return decodeTouched(touched, replyList(answer));
    },

    markAtHead: (at, ageMs) =>
      write(hold, MARK_AT_HEAD, [hold.generation, writer, at.hash, Math.ceil(ageMs), at.confirmed]),

    markFault: (reason) => write(hold, MARK_FAULT, [writer, reason]),
  };
}

/** What moves the index from block to block. */
function advancing(
  hold: Hold,
  undoBlocks: number,
): Pick<GrantIndex, "commitBlock" | "commitRange" | "undoBlock" | "hashAt"> {
  return {
    commitBlock(from, to, changes, transactions) {
      const undo = { hash: to.hash, before: from, changes: invert(changes).map(storeChange) };
      return commit(hold, {
        ...{ from, to, changes: changes.map(storeChange), transactions: encodeHashes(transactions) },
        undoSet: [to.number, packUndoRecord({ ...undo, transactions: [...transactions] })],
        undoDrop: to.number - undoBlocks,
      });
    },

    commitRange: (from, to, changes) =>
      commit(hold, { from, to, changes: changes.map(storeChange), phase: "backfilling", undoDrop: "*" }),

    async undoBlock(from) {
      const record = await readUndoRecord(hold, from.number);
      if (record?.hash !== from.hash) throw new CorruptIndexError(`no undo record of block ${from.number}`);
      const { before: to, changes } = record;
      await commit(hold, { from, to, changes, phase: "backfilling", undoDrop: from.number });
      return to;
    },

    async hashAt(number) {
      const own = await readUndoRecord(hold, number);
      return own?.hash ?? (await readUndoRecord(hold, number + 1))?.before.hash;
    },
  };
}

/** Fields and values, in turn. */
function newMeta(
  { chainId, contract, finality }: RedisGrantIndexOptions,
  hold: Pick<Hold, "generation" | "writer">,
  at: Checkpoint,
): string[] {
  const identity = { schema: String(SCHEMA_VERSION), chainId: String(chainId), contract };
  const state = { ...hold, finality: String(finality), phase: "backfilling", fault: "" };
  const unsynced = { syncedAtMs: "0", syncedBy: "", entries: "0", buckets: "1" };
  return Object.entries({ ...identity, ...state, ...unsynced, ...storeCheckpoint(at) }).flat();
}
