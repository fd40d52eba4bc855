import { expect } from "chai";
import { startTestChain, type TestChain } from "../../../test/harness/chain.ts";
import { testRedis } from "../../../test/harness/redis.ts";
import type { Indexer } from "../../src/index.ts";
import { indexKeys } from "../../src/redis/keys.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "../harness/deployed-chain.ts";
import { openTestIndex, type TestIndex } from "../harness/test-indexer.ts";
import { type Auditing, openAudit, playHistory } from "./audited.ts";

describe("the audit of an index whose writer goes on", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let index: TestIndex;
  let indexer: Indexer;
  let auditing: Auditing;
  let metaKey: string;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    deployed = await deployTo(chain);
    await playHistory(deployed);
    const redis = await testRedis();
    index = openTestIndex(deployed, redis, { finality: 2 });
    indexer = index.start();
    await indexer.caughtUp();
    auditing = openAudit(deployed, redis);
    const place = { chainId: chain.chainId, contract: deployed.contract, redisPrefix: redis.prefix };
    metaKey = indexKeys(place).meta;
  });
  afterEach(async () => {
    auditing.close();
    await index.close();
  });

  const grantTo = (grantee: number): TestGrant => ({ owner: 4, grantee, shareId: newShareId() });

  async function generation(): Promise<string> {
    return `${metaKey}:${(await auditing.redis.hget(metaKey, "generation")) ?? ""}:`;
  }

  it("finds no difference while blocks come, grants end and the chain is reorganized", async () => {
    let going = true;
    const change = async (): Promise<void> => {
      for (let n = 0; going; n++) {
        const one = grantTo(1 + (n % 3));
        await deployed.grant(one);
        const mark = await chain.snapshot();
        await deployed.revoke(one);
        await deployed.revokeAll(4);
        if (n % 3 !== 2) continue;
        const height = await chain.provider.getBlockNumber();
        await chain.revert(mark);
        await chain.mine(height - (await chain.provider.getBlockNumber()) + 1);
      }
    };
    const changing = change();
    try {
      const blocks = new Set<number>();
      for (let n = 0; n < 8; n++) {
        const { at, differences } = await auditing.audit();
        expect(differences).to.deep.equal([]);
        blocks.add(at?.blockNumber ?? 0);
      }
      expect(blocks.size).to.be.above(1);
    } finally {
      going = false;
      await changing;
    }
  });

  it("repairs under the writer, which goes on undisturbed", async () => {
    const writer = await auditing.redis.hget(metaKey, "writer");
    const one = grantTo(2);
    await deployed.grant(one);
    await chain.mine(2);
    await indexer.caughtUp();
    const prefix = await generation();
    const [key] = (await auditing.redis.keys(`${prefix}e*`)).sort();
    const fields = await auditing.redis.hgetallBuffer(key ?? "");
    for (const field of Object.keys(fields)) await auditing.redis.hdel(key ?? "", field);
    await auditing.redis.del(key ?? "");
    const { found, repaired } = await auditing.audit(true);
    expect(found).to.be.above(20);
    expect(repaired).to.equal(found);
    expect((await auditing.audit()).differences).to.deep.equal([]);
    await deployed.revoke(one);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready none");
    expect((await auditing.audit()).differences).to.deep.equal([]);
    expect(await generation()).to.equal(prefix);
    expect(await auditing.redis.hget(metaKey, "writer")).to.equal(writer);
  });

  it("finds a grant that the contract never made, and one that it ended", async () => {
    const one = grantTo(3);
    await deployed.grant(one);
    await indexer.caughtUp();
    const prefix = await generation();
    const dump = new Map<string, Record<string, Buffer>>();
    for (const key of await auditing.redis.keysBuffer(`${prefix}[eog]*`))
      dump.set(key.toString("latin1"), await auditing.redis.hgetallBuffer(key));
    await deployed.revoke(one);
    await indexer.caughtUp();
    await indexer.stop();
    // As a backup from before the revocation that somebody played back.
    for (const [key, fields] of dump)
      for (const [field, value] of Object.entries(fields))
        await auditing.redis.hset(Buffer.from(key, "latin1"), field, value);
    const { differences } = await auditing.audit();
    expect(differences.map(({ kind }) => kind)).to.include.members(["entry", "owner-list", "grantee-list"]);
    expect(differences.find(({ kind }) => kind === "entry")?.expected).to.equal("no such grant");
    await auditing.audit(true);
    expect((await auditing.audit()).differences).to.deep.equal([]);
  });

  const strays: Record<string, (prefix: string) => Promise<unknown>> = {
    "a key that no index writes": (prefix) => auditing.redis.hset(`${prefix}x1`, "a", "b"),
    "a key of another type": (prefix) =>
      auditing.redis.multi().del(`${prefix}g0`).set(`${prefix}g0`, "x").exec(),
    "undo records of another type": (prefix) =>
      auditing.redis.multi().del(`${prefix}u`).set(`${prefix}u`, "x").exec(),
  };
  for (const [what, damage] of Object.entries(strays))
    it(`finds ${what}, and takes it away`, async () => {
      await indexer.stop();
      await damage(await generation());
      const { differences } = await auditing.audit();
      expect(differences.map(({ kind }) => kind)).to.include("key");
      await auditing.audit(true);
      expect((await auditing.audit()).differences).to.deep.equal([]);
    });

  it("says that only a rebuild helps where meta names buckets that are not there, and repairs nothing", async () => {
    await indexer.stop();
    const buckets = Number(await auditing.redis.hget(metaKey, "buckets"));
    expect(buckets).to.be.above(3);
    await auditing.redis.hset(metaKey, "buckets", buckets - 1);
    const { found, repaired, differences } = await auditing.audit(true);
    expect(found).to.be.above(0);
    expect(repaired).to.equal(0);
    expect(differences.some(({ repair }) => repair.kind === "rebuild")).to.equal(true);
  });
});
