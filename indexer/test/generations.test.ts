import { parseAddress } from "@idos/protocol";
import { expect } from "chai";
import { testRedis } from "../../test/harness/redis.ts";
import { WriteRefusedError } from "../src/errors.ts";
import type { GrantIndex } from "../src/grant-index.ts";
import { connectRedis } from "../src/redis/connect.ts";
import { indexKeys } from "../src/redis/keys.ts";
import { createRedisGrantIndex } from "../src/redis/redis-grant-index.ts";
import { checkpoint } from "./harness/checkpoint.ts";

const contract = parseAddress(`0x${"cc".repeat(20)}`);

describe("a generation of the index", () => {
  let redis: ReturnType<typeof connectRedis>;
  let meta: string;
  let open: () => GrantIndex;
  beforeEach(async () => {
    const { url, prefix } = await testRedis();
    redis = connectRedis(url, () => undefined);
    const place = { chainId: 7, contract, redisPrefix: prefix };
    ({ meta } = indexKeys(place));
    open = () => createRedisGrantIndex(redis, { ...place, finality: 0, undoBlocks: 8 });
  });
  afterEach(() => redis.disconnect());

  const refused = async (asked: Promise<unknown>): Promise<void> => {
    expect(await asked.catch((error: unknown) => error)).to.be.instanceOf(WriteRefusedError);
  };

  it("that was replaced, and came back at the same block, is not written to", async () => {
    const index = open();
    const at = checkpoint(1);
    await index.take();
    await index.begin(at);
    const replaced = await redis.dumpBuffer(meta);
    await index.begin(at);
    await redis.restore(meta, 0, replaced, "REPLACE");
    await refused(index.commitBlock(at, checkpoint(2), [], []));
    await refused(index.commitRange(at, checkpoint(2), []));
    await refused(index.read(at, new Map()));
    await refused(index.markAtHead(at, 0));
    await refused(index.begin(at));
    expect(await redis.hget(meta, "number")).to.equal("1");
  });

  it("that another process began meanwhile is not replaced", async () => {
    const [slow, fast] = [open(), open()];
    const at = checkpoint(1);
    await slow.take();
    await fast.take();
    await fast.begin(at);
    await refused(slow.begin(checkpoint(1)));
    await fast.commitBlock(at, checkpoint(2), [], []);
  });
});
