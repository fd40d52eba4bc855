import type { Redis } from "ioredis";
import { randomBytes, randomUUID } from "node:crypto";
import { CorruptIndexError, WriteRefusedError } from "../errors.ts";
import type { Finality } from "../finality.ts";
import type { Checkpoint, GrantIndex } from "../grant-index.ts";
import { invert } from "../reduce.ts";
import { COMMIT } from "./commit-script.ts";
import { dropGeneration } from "./drop-generation.ts";
import { encodeChanges, encodeHashes } from "./encode-changes.ts";
import { indexKeys, type IndexPlace, SCHEMA_VERSION } from "./keys.ts";
import { storeCheckpoint } from "./meta.ts";
import { decodeTouched, encodeTouched } from "./read-touched.ts";
import { evictingPolicy, requireFitServer } from "./require-fit-server.ts";
import {
  loadScripts,
  replyList,
  replyText,
  runScript,
  type Script,
  type ScriptArgument,
} from "./run-script.ts";
import { explainServerError } from "./server-errors.ts";
import { type StoredChange, storeChange } from "./stored-changes.ts";
import { take } from "./take.ts";
import { packUndoRecord, unpackUndoRecord } from "./undo-record.ts";
import { BEGIN, MARK_AT_HEAD, MARK_FAULT, MAY_TAKE, READ_TOUCHED, RELEASE } from "./write-scripts.ts";

export interface RedisGrantIndexOptions extends IndexPlace {
  /** An index built with another finality is not used: its entries were computed with it. */
  readonly finality: Finality;
  readonly undoBlocks: number;
}

interface Commit {
  readonly from: Checkpoint;
  readonly to: Checkpoint;
  readonly changes: readonly StoredChange[];
  readonly phase?: "backfilling";
  readonly undoSet?: readonly [blockNumber: number, record: string];
  readonly undoDrop: number | "*";
  readonly transactions?: Buffer;
}

export function createRedisGrantIndex(redis: Redis, options: RedisGrantIndexOptions): GrantIndex {
  const { meta, generation: prefixOf } = indexKeys(options);
  const finality = String(options.finality);
  const writer = randomUUID();
  /** "" where there is no index. */
  let generation = "";

  async function write(script: Script, args: readonly ScriptArgument[]): Promise<void> {
    const answer = await runScript(redis, script, meta, args);
    if (answer === 0) throw new WriteRefusedError();
    if (answer === 2) throw new CorruptIndexError("the index was found damaged");
    if (answer !== 1) throw evictingPolicy(replyText(answer) ?? "");
  }

  function commit({ from, to, changes, phase, undoSet, undoDrop, transactions }: Commit): Promise<void> {
    const { number, hash, time, confirmed, seq, digest } = storeCheckpoint(to);
    return write(COMMIT, [
      ...[generation, writer, from.hash],
      ...[number, hash, time, confirmed, seq, digest, phase ?? ""],
      ...(undoSet ?? ["", ""]),
      ...[undoDrop, encodeChanges(changes), transactions ?? ""],
    ]);
  }

  async function undoRecord(number: number) {
    const key = `${prefixOf(generation)}u`;
    const text = await redis.hget(key, String(number)).catch((error: unknown) => {
      throw explainServerError(error);
    });
    return text === null ? undefined : unpackUndoRecord(text);
  }

  return {
    async take() {
      await requireFitServer(redis);
      await loadScripts(redis, [COMMIT, READ_TOUCHED]);
      const taken = await take(redis, options, finality, writer);
      generation = taken.generation;
      return taken.checkpoint;
    },

    async mayTake(idleMs) {
      return (await runScript(redis, MAY_TAKE, meta, [writer, idleMs])) === 1;
    },

    async release() {
      await runScript(redis, RELEASE, meta, [writer]);
    },

    async begin(at) {
      const replaced = generation;
      const next = randomBytes(4).toString("hex");
      await write(BEGIN, [replaced, ...newMeta(options, { generation: next, writer }, at)]);
      generation = next;
      if (replaced !== "") await dropGeneration(redis, prefixOf(replaced));
    },

    async read(at, touched) {
      const asked = [generation, writer, at.hash, ...encodeTouched(touched)];
      const answer = await runScript(redis, READ_TOUCHED, meta, asked);
      if (answer === 0) throw new WriteRefusedError();
      return decodeTouched(touched, replyList(answer));
    },

    commitBlock(from, to, changes, transactions) {
      const undo = invert(changes).map(storeChange);
      const record = packUndoRecord({
        hash: to.hash,
        before: from,
        changes: undo,
        transactions: [...transactions],
      });
      return commit({
        ...{ from, to, changes: changes.map(storeChange), transactions: encodeHashes(transactions) },
        undoSet: [to.number, record],
        undoDrop: to.number - options.undoBlocks,
      });
    },

    commitRange: (from, to, changes) =>
      commit({ from, to, changes: changes.map(storeChange), phase: "backfilling", undoDrop: "*" }),

    async undoBlock(from) {
      const record = await undoRecord(from.number);
      if (record?.hash !== from.hash) throw new CorruptIndexError(`no undo record of block ${from.number}`);
      const { before: to, changes } = record;
      await commit({ from, to, changes, phase: "backfilling", undoDrop: from.number });
      return to;
    },

    async hashAt(number) {
      return (await undoRecord(number))?.hash ?? (await undoRecord(number + 1))?.before.hash;
    },

    markAtHead: (at, ageMs) =>
      write(MARK_AT_HEAD, [generation, writer, at.hash, Math.ceil(ageMs), at.confirmed]),

    markFault: (reason) => write(MARK_FAULT, [writer, reason]),
  };
}

/** Fields and values, in turn. */
function newMeta(
  { chainId, contract, finality }: RedisGrantIndexOptions,
  hold: { readonly generation: string; readonly writer: string },
  at: Checkpoint,
): string[] {
  const identity = { schema: String(SCHEMA_VERSION), chainId: String(chainId), contract };
  const state = { ...hold, finality: String(finality), phase: "backfilling", fault: "" };
  const unsynced = { syncedAtMs: "0", syncedBy: "", entries: "0", buckets: "1" };
  return Object.entries({ ...identity, ...state, ...unsynced, ...storeCheckpoint(at) }).flat();
}
