import type { Redis } from "ioredis";
import type { AuditedIndex, GrantTrace, MetaFields, ReadAt, StoredItem } from "../../audit/audited-index.ts";
import { CorruptIndexError } from "../../errors.ts";
import { indexKeys, type IndexPlace, scanPattern } from "../keys.ts";
import { type Reply, replyBytes, replyList, replyText, runScript, type Script } from "../run-script.ts";
import type { ScriptArgument } from "../run-script.ts";
import {
  FIND_WRONG_TYPES,
  READ_EPOCHS,
  READ_FIELDS,
  READ_HASH,
  READ_PAGE,
  TRACE_GRANTS,
} from "./read-scripts.ts";
import { repairIndex } from "./repair-index.ts";

const NOTHING = Buffer.alloc(0);

export function createRedisAuditedIndex(redis: Redis, place: IndexPlace): AuditedIndex {
  const keys = indexKeys(place);

  /** The script's answer after meta. */
  async function read(script: Script, args: readonly ScriptArgument[]): Promise<ReadAt<readonly Reply[]>> {
    const [meta, ...rest] = replyList(await runScript(redis, script, keys.meta, args));
    return { meta: textFields(replyList(meta)), read: rest };
  }

  return {
    async meta() {
      if ((await redis.type(keys.meta)) !== "hash") throw new CorruptIndexError("there is no index");
      return redis.hgetall(keys.meta);
    },

    keys: (generation) => keysBelow(redis, keys.generation(generation)),

    async wrongTypes(asked) {
      return replyList(await runScript(redis, FIND_WRONG_TYPES, keys.meta, asked)).map(bytes);
    },

    async page(asked) {
      const { meta, read: lists } = await read(READ_PAGE, asked);
      return { meta, read: asked.flatMap((key, n) => itemsOf(key, replyList(lists[n]))) };
    },

    async trace(grants) {
      const asked = Buffer.concat(grants.flatMap(({ key, owner }) => [key, owner]));
      const { meta, read: values } = await read(TRACE_GRANTS, [asked]);
      return { meta, read: grants.map((_, n) => traceOf(values.slice(n * TRACE_REPLIES))) };
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

    repair: (at, repair) => repairIndex(redis, keys.meta, at, repair),
  };
}

/** Keys that begin so, without that. Each that is there all the while is among them. */
async function keysBelow(redis: Redis, prefix: string): Promise<readonly Buffer[]> {
  const found = new Map<string, Buffer>();
  let cursor = "0";
  do {
    const [next, page] = await redis.scanBuffer(cursor, "MATCH", scanPattern(prefix), "COUNT", 1_000);
    for (const key of page) {
      const rest = key.subarray(Buffer.byteLength(prefix));
      found.set(rest.toString("latin1"), rest);
    }
    cursor = next.toString();
  } while (cursor !== "0");
  return [...found.values()];
}

const TRACE_REPLIES = 5;

function traceOf([entry, listed, back, ownerCounter, granteeCounter]: readonly Reply[]): GrantTrace {
  return {
    ...{ entry: bytes(entry), listed: bytes(listed), back: bytes(back) },
    ...{ ownerCounter: bytes(ownerCounter), granteeCounter: bytes(granteeCounter) },
  };
}

function bytes(reply: Reply | undefined): Buffer {
  return replyBytes(reply) ?? NOTHING;
}

function pairsOf(flat: readonly Reply[]): (readonly [Buffer, Buffer])[] {
  return Array.from({ length: flat.length / 2 }, (_, n) => [bytes(flat[2 * n]), bytes(flat[2 * n + 1])]);
}

function textFields(flat: readonly Reply[]): MetaFields {
  const fields: Record<string, string> = {};
  for (const [field, value] of pairsOf(flat)) fields[field.toString("utf8")] = value.toString("utf8");
  return fields;
}

const ITEM_REPLIES = 4;

function itemsOf(key: Buffer, flat: readonly Reply[]): StoredItem[] {
  return Array.from({ length: flat.length / ITEM_REPLIES }, (_, n) => {
    const [field, value, home, back] = flat.slice(n * ITEM_REPLIES);
    return {
      ...{ key, field: bytes(field), value: bytes(value), back: bytes(back) },
      isHome: replyText(home) === "1",
    };
  });
}
