import { createGrantIndexReader, type GrantIndexReader } from "@idos/indexer";
import { parseAddress } from "@idos/protocol";
import { expect } from "chai";
import { testRedis } from "../../../test/harness/redis.ts";
import { shareBlockWaits } from "../../src/block-waits.ts";

const WAITS = 100;

describe("waits for a block", () => {
  let reader: ReturnType<typeof createGrantIndexReader>;
  let looks = 0;
  let index: GrantIndexReader;
  before(async () => {
    const { url, prefix } = await testRedis();
    const place = { chainId: 1, contract: parseAddress(`0x${"1".repeat(40)}`), redisPrefix: prefix };
    reader = createGrantIndexReader({ ...place, redis: url, finality: 0, staleAfterSeconds: 30 });
    const status: GrantIndexReader["status"] = () => {
      looks += 1;
      return reader.status();
    };
    index = { ...reader, status };
  });
  after(() => reader.close());

  const waitMany = (shared: GrantIndexReader, timeoutMs: number): Promise<(number | undefined)[]> =>
    Promise.all(Array.from({ length: WAITS }, () => shared.reached(1, timeoutMs)));

  it("look at the index together, and end when their time is over", async () => {
    looks = 0;
    const outcomes = await waitMany(shareBlockWaits(index).index, 400);
    expect(outcomes).to.deep.equal(Array<undefined>(WAITS).fill(undefined));
    expect(looks - WAITS, "beyond the first look of each").to.be.within(2, 20);
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
