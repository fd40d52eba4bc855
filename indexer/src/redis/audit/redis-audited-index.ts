import type { Redis } from "ioredis";
import type { AuditedIndex, MetaFields, ReadAt, StoredItem } from "../../audit/audited-index.ts";
import { CorruptIndexError } from "../../errors.ts";
import { generationPattern, indexKeys, type IndexPlace } from "../keys.ts";
import { type Reply, replyBytes, replyList, replyText, runScript, type Script } from "../run-script.ts";
import type { ScriptArgument } from "../run-script.ts";
import { READ_EPOCHS, READ_FIELDS, READ_HASH, READ_PAGE, TRACE_GRANTS } from "./read-scripts.ts";
import { repairIndex } from "./repair-index.ts";

const NOTHING = Buffer.alloc(0);

export function createRedisAuditedIndex(redis: Redis, place: IndexPlace): AuditedIndex {
  const { meta: metaKey, generation: prefixOf } = indexKeys(place);

  /** The script's answer after meta. */
  async function read(script: Script, args: readonly ScriptArgument[]): Promise<ReadAt<readonly Reply[]>> {
    const [meta, ...rest] = replyList(await runScript(redis, script, metaKey, args));
    return { meta: textFields(replyList(meta)), read: rest };
  }

  return {
    async meta() {
      if ((await redis.type(metaKey)) !== "hash") throw new CorruptIndexError("there is no index");
      return redis.hgetall(metaKey);
    },

    async keys(generation) {
      const prefix = prefixOf(generation);
      const found = new Map<string, Buffer>();
      let cursor = "0";
      do {
        const answer = await redis.callBuffer("SCAN", [
          ...[cursor, "MATCH", generationPattern(prefix), "COUNT", 1_000],
        ]);
        const [next, keys] = replyList(bufferReply(answer));
        for (const key of replyList(keys).map(bytes)) {
          const rest = key.subarray(Buffer.byteLength(prefix));
          found.set(rest.toString("latin1"), rest);
        }
        cursor = replyText(next) ?? "0";
      } while (cursor !== "0");
      return [...found.values()];
    },

    async page(keys) {
      const { meta, read: lists } = await read(READ_PAGE, keys);
      return { meta, read: keys.flatMap((key, n) => itemsOf(key, replyList(lists[n]))) };
    },

    async trace(grants) {
      const asked = Buffer.concat(grants.flatMap(({ key, owner }) => [key, owner]));
      const { meta, read: values } = await read(TRACE_GRANTS, [asked]);
      const traces = grants.map((_, n) => {
        const [entry, listed, back, ownerCounter, granteeCounter] = values.slice(n * 5, n * 5 + 5).map(bytes);
        return {
          ...{ entry: entry ?? NOTHING, listed: listed ?? NOTHING, back: back ?? NOTHING },
          ...{ ownerCounter: ownerCounter ?? NOTHING, granteeCounter: granteeCounter ?? NOTHING },
        };
      });
      return { meta, read: traces };
    },

    async epochs(owners) {
      const { meta, read: values } = await read(READ_EPOCHS, [Buffer.concat(owners)]);
      return { meta, read: values.map(bytes) };
    },

    async undoNumbers() {
      const { meta, read: rest } = await read(READ_FIELDS, ["u"]);
      return { meta, read: replyList(rest[0]).map((reply) => bytes(reply).toString("latin1")) };
    },

    async undoRecords(numbers) {
      const { meta, read: rest } = await read(READ_HASH, ["u", ...numbers]);
      const pairs = pairsOf(replyList(rest[0]));
      return {
        meta,
        read: pairs.map(([field, value]) => [field.toString("latin1"), value.toString("utf8")]),
      };
    },

    async transactions() {
      const { meta, read: rest } = await read(READ_HASH, ["t"]);
      const pairs = pairsOf(replyList(rest[0]));
      return { meta, read: pairs.map(([field, value]) => [field, value.toString("latin1")]) };
    },

    repair: (at, repair) => repairIndex(redis, metaKey, at, repair),
  };
}

function bytes(reply: Reply | undefined): Buffer {
  return replyBytes(reply) ?? NOTHING;
}

/** An answer that did not come by a script. */
function bufferReply(answer: unknown): Reply {
  return Array.isArray(answer) ? answer.map(bufferReply) : Buffer.isBuffer(answer) ? answer : null;
}

function pairsOf(flat: readonly Reply[]): (readonly [Buffer, Buffer])[] {
  return Array.from({ length: flat.length / 2 }, (_, n) => [bytes(flat[2 * n]), bytes(flat[2 * n + 1])]);
}

function textFields(flat: readonly Reply[]): MetaFields {
  const pairs = pairsOf(flat).map(([field, value]) => [field.toString("utf8"), value.toString("utf8")]);
  return Object.fromEntries(pairs);
}

const ITEM_REPLIES = 4;

function itemsOf(key: Buffer, flat: readonly Reply[]): StoredItem[] {
  return Array.from({ length: flat.length / ITEM_REPLIES }, (_, n) => {
    const [field, value, home, back] = flat.slice(n * ITEM_REPLIES, (n + 1) * ITEM_REPLIES).map(bytes);
    return {
      key,
      ...{ field: field ?? NOTHING, value: value ?? NOTHING, back: back ?? NOTHING },
      isHome: home?.toString("latin1") === "1",
    };
  });
}
