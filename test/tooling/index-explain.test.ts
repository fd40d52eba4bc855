import { grantHandle, sealedGrantHandle } from "@idos/protocol";
import { expect } from "chai";
import {
  type DeployedChain,
  deployTo,
  newShareId,
  type TestGrant,
} from "../../indexer/test/harness/deployed-chain.ts";
import { openTestIndex, type TestIndex } from "../../indexer/test/harness/test-indexer.ts";
import type { Indexer } from "../../indexer/src/index.ts";
import { startTestChain, type TestChain } from "../harness/chain.ts";
import { testRedis } from "../harness/redis.ts";
import { type IndexCommand, indexCommand } from "./support/index-command.ts";

describe("./idos index explain", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let index: TestIndex;
  let indexer: Indexer;
  let command: IndexCommand;
  let one: TestGrant;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    deployed = await deployTo(chain);
    const redis = await testRedis();
    index = openTestIndex(deployed, redis, { finality: 2 });
    command = indexCommand(deployed, redis);
    indexer = index.start();
    one = { owner: 0, grantee: 1, shareId: newShareId() };
  });
  afterEach(() => index.close());

  const words = ({ owner, grantee, shareId }: TestGrant) => [
    ...[deployed.address(owner), deployed.address(grantee), shareId],
  ];

  async function explain(...args: string[]) {
    await indexer.caughtUp();
    const { exitCode, out } = await command.run("explain", ...args);
    const { facts } = await command.json("explain", ...args);
    return { exitCode, out, verdict: facts["verdict"], facts };
  }

  /** The transaction that is alone in its block. */
  async function transactionIn(blockNumber: number): Promise<string> {
    return (await chain.provider.getBlock(blockNumber))?.transactions[0] ?? "none";
  }

  it("names block, transaction and log of a grant that counts", async () => {
    const block = await deployed.grant(one);
    await chain.mine(2);
    const { exitCode, out, verdict } = await explain(...words(one));
    expect({ exitCode, verdict }).to.deep.equal({ exitCode: 0, verdict: "allowed" });
    const place = `block ${block}, transaction ${await transactionIn(block)}, log 0`;
    expect(out).to.include(`Allowed: ${deployed.address(1)} reads the share ${one.shareId}`);
    expect(out).to.include(`Granted in ${place}.\nIt does not expire.`);
  });

  it("says how many blocks an unconfirmed grant has to wait", async () => {
    await deployed.grant(one);
    await chain.mine();
    const { exitCode, out, verdict, facts } = await explain(...words(one));
    expect({ exitCode, verdict }).to.deep.equal({ exitCode: 1, verdict: "unconfirmed" });
    expect(facts["blocksToGo"]).to.equal(1);
    expect(out).to.include("not confirmed yet: it waits for 1 block more");
  });

  it("names who ended a grant, and where", async () => {
    const other = { ...one, shareId: newShareId() };
    await deployed.grantMany([one, other]);
    const revoked = await deployed.revoke(one);
    const renounced = await deployed.renounce(other);
    const first = await explain(...words(one));
    expect(first).to.include({ exitCode: 1, verdict: "revoked" });
    expect(first.out).to.include(`The owner revoked it in block ${revoked}, transaction `);
    const second = await explain(...words(other));
    expect(second).to.include({ exitCode: 1, verdict: "renounced" });
    expect(second.out).to.include(await transactionIn(renounced));
  });

  it("names the revokeAll that ended a grant, and not one that came before it", async () => {
    await deployed.grant(one);
    const ended = await deployed.revokeAll(one.owner);
    const { out, exitCode, verdict } = await explain(...words(one));
    expect({ exitCode, verdict }).to.deep.equal({ exitCode: 1, verdict: "ended by revokeAll" });
    expect(out).to.include(
      `ended all her grants in block ${ended}, transaction ${await transactionIn(ended)}`,
    );
    await deployed.grant(one);
    await chain.mine(2);
    expect((await explain(...words(one))).verdict).to.equal("allowed");
  });

  it("tells an expired grant and one that never was", async () => {
    const now = (await chain.provider.getBlock("latest"))?.timestamp ?? 0;
    await deployed.grant(one, BigInt(now + 100));
    await chain.increaseTime(200);
    await chain.mine(2);
    const expired = await explain(...words(one));
    expect(expired).to.include({ exitCode: 1, verdict: "expired" });
    expect(expired.out).to.match(/It ends at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, which is over/);
    const never = await explain(...words({ ...one, grantee: 2 }));
    expect(never).to.include({ exitCode: 1, verdict: "never granted" });
  });

  it("goes by the newest change where that shortened a grant and is not confirmed yet", async () => {
    const now = (await chain.provider.getBlock("latest"))?.timestamp ?? 0;
    await deployed.grant(one);
    await chain.mine(2);
    const shortened = await deployed.grant(one, BigInt(now + 100_000));
    const { out, verdict } = await explain(...words(one));
    expect(verdict).to.equal("allowed");
    expect(out)
      .to.include(`Granted in block ${shortened},`)
      .and.match(/It ends at /);
  });

  it("takes a sealed grant by its handle, and by what it stands for with the salt", async () => {
    const salt = newShareId();
    const handle = sealedGrantHandle(deployed.address(one.grantee), one.shareId, salt);
    await deployed.grantSealed(one.owner, handle);
    await chain.mine(2);
    const byHandle = await explain(deployed.address(one.owner), "--handle", handle);
    expect(byHandle).to.include({ exitCode: 0, verdict: "allowed" });
    expect(byHandle.out).to.include(`the grant ${handle} of `);
    expect((await explain(...words(one), "--salt", salt)).verdict).to.equal("allowed");
    expect((await explain(...words(one))).verdict).to.equal("never granted");
    const ofPublic = grantHandle(deployed.address(one.grantee), one.shareId);
    expect((await explain(deployed.address(one.owner), "--handle", ofPublic)).verdict).to.equal(
      "never granted",
    );
  });

  it("decides nothing where the index is not ready", async () => {
    await deployed.grant(one);
    await indexer.caughtUp();
    const other = indexCommand(deployed, await testRedis());
    const { exitCode, out } = await other.run("explain", ...words(one));
    expect(exitCode).to.equal(1);
    expect(out)
      .to.match(/^Denied: /)
      .and.include("The index is backfilling");
  });

  it("ends with 3 where the RPC does not answer", async () => {
    await deployed.grant(one);
    await indexer.caughtUp();
    await chain.stopRpc();
    try {
      const { exitCode, err } = await command.run("explain", ...words(one));
      expect(exitCode).to.equal(3);
      expect(err).to.match(/^idos: the RPC at 127\.0\.0\.1:\d+: unreachable: /);
    } finally {
      await chain.startRpc();
    }
  });
});
