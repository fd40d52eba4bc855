import { expect } from "chai";
import { startTestChain, type TestChain } from "../../../test/harness/chain.ts";
import { testRedis } from "../../../test/harness/redis.ts";
import { UNKNOWABLE_META } from "../../src/audit/compare-meta.ts";
import { indexKeys } from "../../src/redis/keys.ts";
import { deployTo } from "../harness/deployed-chain.ts";
import { openTestIndex } from "../harness/test-indexer.ts";
import { type Auditing, openAudit, playHistory } from "./audited.ts";

const FLIPS = 200;

/** mulberry32: the same numbers from the same seed. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

interface Flip {
  readonly what: string;
  readonly undo: () => Promise<void>;
}

describe("a single flipped bit in Redis", function () {
  this.timeout(300_000);
  let chain: TestChain;
  let auditing: Auditing;
  let metaKey: string;
  let generation: string;
  before(async () => {
    chain = await startTestChain();
    const deployed = await deployTo(chain);
    await playHistory(deployed);
    const redis = await testRedis();
    const index = openTestIndex(deployed, redis, { finality: 2 });
    await index.start().caughtUp();
    await index.close();
    auditing = openAudit(deployed, redis);
    const keys = indexKeys({
      chainId: chain.chainId,
      contract: deployed.contract,
      redisPrefix: redis.prefix,
    });
    metaKey = keys.meta;
    generation = keys.generation((await auditing.redis.hget(metaKey, "generation")) ?? "");
  });
  after(async () => {
    auditing.close();
    await chain.stop();
  });

  async function keysByKind(): Promise<Map<string, Buffer[]>> {
    const found = await auditing.redis.keysBuffer(`${generation}*`);
    const kinds = new Map<string, Buffer[]>([["meta", [Buffer.from(metaKey)]]]);
    for (const key of found) {
      const rest = key.subarray(generation.length);
      const kind = `${rest.toString("latin1", 0, 1)}${rest.length >= 22 ? " chunk" : ""}`;
      kinds.set(kind, [...(kinds.get(kind) ?? []), key]);
    }
    return kinds;
  }

  /** The counter of an account without places beyond the shared ones: nothing depends on it, so nobody can tell. */
  function isIdleCounter(field: Buffer, chunks: readonly Buffer[]): boolean {
    if (field.length !== 21 || field[20] !== 0x6e) return false;
    return !chunks.some((chunk) => chunk.includes(field.subarray(0, 20)));
  }

  function flipped(bytes: Buffer, bit: number): Buffer {
    const other = Buffer.from(bytes);
    other.writeUInt8((bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
    return other;
  }

  /** One bit of one value, or of one field's name, of one key of a random kind. */
  async function flip(below: (limit: number) => number): Promise<Flip> {
    const { redis } = auditing;
    const kinds = await keysByKind();
    const names = [...kinds.keys()].sort();
    const kind = names[below(names.length)] ?? "";
    const keys = (kinds.get(kind) ?? []).sort((one, other) => Buffer.compare(one, other));
    const key = keys[below(keys.length)] ?? Buffer.alloc(0);
    const unknowable: readonly string[] = kind === "meta" ? UNKNOWABLE_META : [];
    const chunks = [...(kinds.get("o chunk") ?? []), ...(kinds.get("g chunk") ?? [])];
    const fields = (await redis.hkeysBuffer(key))
      .filter((field) => !unknowable.includes(field.toString()) && !isIdleCounter(field, chunks))
      .sort((one, other) => Buffer.compare(one, other));
    const field = fields[below(fields.length)] ?? Buffer.alloc(0);
    const value = (await redis.hgetBuffer(key, field)) ?? Buffer.alloc(0);
    if (kind !== "meta" && field.length > 0 && below(4) === 0) {
      const other = flipped(field, below(field.length * 8));
      await redis.multi().hdel(key, field).hset(key, other, value).exec();
      return {
        what: `${kind}: the field ${field.toString("hex")} to ${other.toString("hex")}`,
        undo: async () => {
          await redis.multi().hdel(key, other).hset(key, field, value).exec();
        },
      };
    }
    const other = flipped(value, below(value.length * 8));
    await redis.hset(key, field, other);
    return {
      what: `${kind}: ${field.toString("latin1")} from ${value.toString("latin1")} to ${other.toString("latin1")}`,
      undo: async () => {
        await redis.hset(key, field, value);
      },
    };
  }

  it("is found every time, and repaired unless it is in what all else hangs on", async () => {
    const first = await auditing.audit();
    expect(first.differences).to.deep.equal([]);
    expect(first.grants).to.be.above(200);
    const below = randomNumbers(20_260_101);
    const kinds = new Map<string, number>();
    for (let n = 0; n < FLIPS; n++) {
      const { what, undo } = await flip(below);
      const [kind = ""] = what.split(":");
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      const { found, differences } = await auditing.audit();
      expect(found, `flip ${n}, ${what}, is not found`).to.be.above(0);
      if (differences.some(({ repair }) => repair.kind === "rebuild")) await undo();
      else await auditing.audit(true);
      const last = await auditing.audit();
      expect(last.differences, `flip ${n}, ${what}, is still there`).to.deep.equal([]);
    }
    expect([...kinds.keys()].sort()).to.deep.equal([
      "e",
      "g",
      "g chunk",
      "meta",
      "o",
      "o chunk",
      "t",
      "u",
      "x",
    ]);
  });
});
