import { grantHandle, parseAddress } from "@idos/protocol";
import { expect } from "chai";
import { testRedis } from "../../test/harness/redis.ts";
import { CorruptIndexError } from "../src/errors.ts";
import type { Checkpoint, GrantIndex } from "../src/grant-index.ts";
import type { GrantIndexReader } from "../src/grant-index-reader.ts";
import type { Change } from "../src/reduce.ts";
import { connectRedis } from "../src/redis/connect.ts";
import { indexKeys } from "../src/redis/keys.ts";
import { createRedisGrantIndex } from "../src/redis/redis-grant-index.ts";
import { createRedisGrantIndexReader } from "../src/redis/redis-grant-index-reader.ts";
import { checkpoint } from "./harness/checkpoint.ts";
import { newShareId } from "./harness/deployed-chain.ts";

const contract = parseAddress(`0x${"cc".repeat(20)}`);
const owner = parseAddress(`0x${"11".repeat(20)}`);
const parties = { grantee: parseAddress(`0x${"22".repeat(20)}`), shareId: newShareId() };
const handle = grantHandle(parties.grantee, parties.shareId);
const granted: Change = {
  ...{ kind: "entry", owner, handle, before: undefined },
  after: { expiresAt: 9_999_999_999n, sinceBlock: 1, epoch: 0n, parties },
};
const endedByRevokeAll: Change = { kind: "epoch", owner, before: 0n, after: 1n };
const ofAnother: Change = { ...endedByRevokeAll, owner: parties.grantee };

/** An epoch that is set after the loss makes the hash again: the mark alone tells that others are missing. */
const LOSSES: Record<string, (redis: ReturnType<typeof connectRedis>, epochs: string) => Promise<unknown>> = {
  "all epochs": (redis, epochs) => redis.del(epochs),
  "their mark alone": (redis, epochs) => redis.hdel(epochs, ""),
};

for (const [what, lose] of Object.entries(LOSSES))
  describe(`an index that lost ${what}`, () => {
    let redis: ReturnType<typeof connectRedis>;
    let index: GrantIndex;
    let reader: GrantIndexReader;
    let at: Checkpoint;
    beforeEach(async () => {
      const { url, prefix } = await testRedis();
      redis = connectRedis(url, () => undefined);
      const place = { chainId: 7, contract, redisPrefix: prefix, finality: 0 };
      index = createRedisGrantIndex(redis, { ...place, undoBlocks: 8 });
      reader = createRedisGrantIndexReader(redis, { ...place, staleAfterSeconds: 60 });
      const begun = checkpoint(1);
      at = checkpoint(2);
      await index.take();
      await index.begin(begun);
      await index.commitBlock(begun, at, [granted, ofAnother], []);
      await index.markAtHead(at, 0);
      expect((await reader.check(owner, handle)).grant.kind).to.equal("granted");
      const { meta } = indexKeys(place);
      await lose(redis, `${meta}:${String(await redis.hget(meta, "generation"))}:x`);
    });
    afterEach(() => redis.disconnect());

    const failureOf = (asked: Promise<unknown>): Promise<unknown> =>
      asked.then(
        () => "no failure",
        (error: unknown) => error,
      );

    it("is unhealthy for who asks, and grants nothing", async () => {
      const { grant, status } = await reader.check(owner, handle);
      expect([grant.kind, status.state]).to.deep.equal(["none", "unhealthy"]);
    });

    it("is not marked as equal to the head", async () => {
      expect(await failureOf(index.markAtHead(at, 0))).to.be.instanceOf(CorruptIndexError);
    });

    for (const [kind, commit] of Object.entries({
      "a block": (to: Checkpoint) => index.commitBlock(at, to, [endedByRevokeAll], []),
      "a range": (to: Checkpoint) => index.commitRange(at, to, [endedByRevokeAll]),
    }))
      it(`is found damaged by the commit of ${kind}: it is no longer ready, and none to go on from`, async () => {
        expect(await failureOf(commit(checkpoint(3)))).to.be.instanceOf(CorruptIndexError);
        expect((await reader.status()).state).to.equal("unhealthy");
        expect(await index.take()).to.equal(undefined);
      });
  });
