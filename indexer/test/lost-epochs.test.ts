import { grantHandle, parseAddress } from "@idos/protocol";
import { expect } from "chai";
import { CorruptIndexError } from "../src/errors.ts";
import type { Checkpoint, GrantIndex } from "../src/grant-index.ts";
import type { Change } from "../src/reduce.ts";
import type { RedisConnection } from "../src/redis/connect.ts";
import { type BareIndex, openBareIndex } from "./harness/bare-index.ts";
import { checkpoint } from "./harness/checkpoint.ts";
import { newShareId } from "./harness/deployed-chain.ts";

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
const LOSSES: Record<string, (redis: RedisConnection, epochs: string) => Promise<unknown>> = {
  "all epochs": (redis, epochs) => redis.del(epochs),
  "their mark alone": (redis, epochs) => redis.hdel(epochs, ""),
};

for (const [what, lose] of Object.entries(LOSSES))
  describe(`an index that lost ${what}`, () => {
    let bare: BareIndex;
    let index: GrantIndex;
    let at: Checkpoint;
    beforeEach(async () => {
      bare = await openBareIndex();
      index = bare.openWriter();
      const begun = checkpoint(1);
      at = checkpoint(2);
      await index.take();
      await index.begin(begun);
      await index.commitBlock(begun, at, [granted, ofAnother], []);
      await index.markAtHead(at, 0);
      expect((await bare.reader.check(owner, handle)).grant.kind).to.equal("granted");
      await lose(bare.redis, await bare.keyOf("x"));
    });
    afterEach(() => bare.close());

    const failureOf = (asked: Promise<unknown>): Promise<unknown> =>
      asked.then(
        () => "no failure",
        (error: unknown) => error,
      );

    it("is unhealthy for who asks, and grants nothing", async () => {
      const { grant, status } = await bare.reader.check(owner, handle);
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
        expect((await bare.reader.status()).state).to.equal("unhealthy");
        expect(await index.take()).to.equal(undefined);
      });
  });
