import { grantHandle, parseAddress } from "@idos/protocol";
import { expect } from "chai";
import { testRedis } from "../../test/harness/redis.ts";
import type { GrantEntry } from "../src/grant-entry.ts";
import { connectRedis } from "../src/redis/connect.ts";
import { createRedisGrantIndex } from "../src/redis/redis-grant-index.ts";
import { createRedisGrantIndexReader } from "../src/redis/redis-grant-index-reader.ts";
import { checkpoint } from "./harness/checkpoint.ts";
import { newShareId } from "./harness/deployed-chain.ts";

const owner = parseAddress(`0x${"11".repeat(20)}`);
const parties = { grantee: parseAddress(`0x${"22".repeat(20)}`), shareId: newShareId() };
const handle = grantHandle(parties.grantee, parties.shareId);

describe("a sealed grant whose handle is granted publicly", () => {
  let redis: ReturnType<typeof connectRedis>;
  afterEach(() => redis.disconnect());

  it("is listed for its grantee from then on, and no longer once that is undone", async () => {
    const { url, prefix } = await testRedis();
    redis = connectRedis(url, () => undefined);
    const contract = parseAddress(`0x${"cc".repeat(20)}`);
    const place = { chainId: 7, contract, redisPrefix: prefix, finality: 0 };
    const index = createRedisGrantIndex(redis, { ...place, undoBlocks: 8 });
    const reader = createRedisGrantIndexReader(redis, { ...place, staleAfterSeconds: 60 });
    const listed = async () => {
      const [by, to] = [
        await reader.grantsBy(owner, { limit: 5 }),
        await reader.grantsTo(parties.grantee, { limit: 5 }),
      ];
      return { by: by.grants.map((grant) => grant.parties), to: to.grants.map((grant) => grant.handle) };
    };
    const sealed: GrantEntry = { expiresAt: 9_999_999_999n, sinceBlock: 1, epoch: 0n };
    const open: GrantEntry = { ...sealed, parties };
    const [begun, first, second] = [checkpoint(1), checkpoint(2), checkpoint(3)];
    await index.take();
    await index.begin(begun);
    const change = { kind: "entry", owner, handle } as const;
    await index.commitBlock(begun, first, [{ ...change, before: undefined, after: sealed }], []);
    expect(await listed()).to.deep.equal({ by: [undefined], to: [] });
    await index.commitBlock(first, second, [{ ...change, before: sealed, after: open }], []);
    expect(await listed()).to.deep.equal({ by: [parties], to: [handle] });
    await index.undoBlock(second);
    expect(await listed()).to.deep.equal({ by: [undefined], to: [] });
  });
});
