import { createGrantIndexReader, type GrantIndexReader } from "@idos/indexer";
import { parseAddress, parseBytes32 } from "@idos/protocol";
import { expect } from "chai";
import { hexlify, randomBytes } from "ethers";
import { testRedis } from "../../../test/harness/redis.ts";
import { shareBlockWaits } from "../../src/block-waits.ts";

const WAITS = 100;

describe("waits for a block", () => {
  let reader: ReturnType<typeof createGrantIndexReader>;
  let looks = 0;
  let lookups = 0;
  let index: GrantIndexReader;
  before(async () => {
    const { url, prefix } = await testRedis();
    const place = { chainId: 1, contract: parseAddress(`0x${"1".repeat(40)}`), redisPrefix: prefix };
    reader = createGrantIndexReader({ ...place, redis: url, finality: 0, staleAfterSeconds: 30 });
    const status: GrantIndexReader["status"] = () => {
      looks += 1;
      return reader.status();
    };
    const reached: GrantIndexReader["reached"] = (atLeast, timeoutMs) => {
      lookups += 1;
      return reader.reached(atLeast, timeoutMs);
    };
    index = { ...reader, status, reached };
  });
  after(() => reader.close());

  const waitMany = (shared: GrantIndexReader, timeoutMs: number): Promise<(number | undefined)[]> =>
    Promise.all(Array.from({ length: WAITS }, () => shared.reached(1, timeoutMs)));

  it("look at the index together, and end when their time is over", async () => {
    looks = 0;
    const outcomes = await waitMany(shareBlockWaits(index).index, 400);
    expect(outcomes).to.deep.equal(Array<undefined>(WAITS).fill(undefined));
    expect(looks, "beyond the first look of each").to.be.within(2, 20);
  });

  it("look for each transaction once, and again only when the index has moved on", async () => {
    lookups = 0;
    const shared = shareBlockWaits(index).index;
    const unknown = Array.from({ length: WAITS }, () => parseBytes32(hexlify(randomBytes(32))));
    const outcomes = await Promise.all(unknown.map((transaction) => shared.reached(transaction, 400)));
    expect(outcomes).to.deep.equal(Array<undefined>(WAITS).fill(undefined));
    expect(lookups, "at first, and at the first look together").to.equal(2 * WAITS);
  });

  it("do not begin for a block that is reached", async () => {
    expect(await shareBlockWaits(index).index.reached(0, 0)).to.equal(0);
  });

  it("end when they are told to, and none begins after that", async () => {
    const shared = shareBlockWaits(index);
    const waiting = waitMany(shared.index, 30_000);
    await index.status();
    shared.end();
    expect(await waiting).to.deep.equal(Array<undefined>(WAITS).fill(undefined));
    expect(await shared.index.reached(1, 30_000)).to.equal(undefined);
  });
});
