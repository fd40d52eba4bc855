import { type Bytes32, NEVER_EXPIRES, sealedGrantHandle } from "@idos/protocol";
import { expect } from "chai";
import { testRedis } from "../../test/harness/redis.ts";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "./harness/deployed-chain.ts";
import { signedCalls } from "./harness/signed-calls.ts";
import { openTestIndex, type TestIndex } from "./harness/test-indexer.ts";

const CONFIRMATIONS = 2;

describe("following sealed grants, renunciations and batches", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let index: TestIndex;
  let indexed: () => Promise<void>;
  let one: TestGrant;
  let sealed: Bytes32;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    deployed = await deployTo(chain);
    index = openTestIndex(deployed, await testRedis(), { finality: CONFIRMATIONS });
    const indexer = index.start();
    indexed = () => indexer.caughtUp();
    one = { owner: 0, grantee: 1, shareId: newShareId() };
    sealed = sealedGrantHandle(deployed.address(one.grantee), one.shareId, newShareId());
  });
  afterEach(() => index.close());

  const check = async (handle: Bytes32, owner = one.owner) => {
    await indexed();
    const { grant, status } = await index.reader.check(deployed.address(owner), handle);
    expect(status.state).to.equal("ready");
    return grant;
  };
  const confirmed = async (sending: Promise<number>): Promise<number> => {
    const block = await sending;
    await chain.mine(CONFIRMATIONS);
    return block;
  };

  it("a sealed grant counts once it is confirmed, under its handle and its owner alone", async () => {
    const since = await deployed.grantSealed(0, sealed);
    expect((await check(sealed)).kind).to.equal("unconfirmed");
    await chain.mine();
    expect((await check(sealed)).kind).to.equal("unconfirmed");
    await chain.mine();
    expect(await check(sealed)).to.deep.equal({
      kind: "granted",
      sinceBlock: since,
      expiresAt: NEVER_EXPIRES,
    });
    expect((await check(sealed, 2)).kind).to.equal("none");
    expect((await check(deployed.handle(one))).kind).to.equal("none");
  });

  it("a sealed revocation, and a shorter expiry, count at an unconfirmed block", async () => {
    await confirmed(deployed.grantSealed(0, sealed));
    const soon = BigInt((await chain.provider.getBlock("latest"))?.timestamp ?? 0) + 5_000n;
    await deployed.grantSealed(0, sealed, soon);
    expect(await check(sealed)).to.include({ kind: "granted", expiresAt: soon });
    await deployed.revokeSealed(0, sealed);
    expect((await check(sealed)).kind).to.equal("none");
  });

  it("revokeAll ends sealed grants at an unconfirmed block", async () => {
    await confirmed(deployed.grantSealed(0, sealed));
    await confirmed(deployed.grantSealed(2, sealed));
    await deployed.revokeAll(0);
    expect((await check(sealed)).kind).to.equal("none");
    expect((await check(sealed, 2)).kind).to.equal("granted");
  });

  it("a renunciation counts at an unconfirmed block, also where the owner had sealed the handle", async () => {
    const handle = deployed.handle(one);
    for (const granting of [() => deployed.grant(one), () => deployed.grantSealed(0, handle)]) {
      await confirmed(granting());
      expect((await check(handle)).kind).to.equal("granted");
      await deployed.renounce(one);
      expect((await check(handle)).kind).to.equal("none");
    }
  });

  it("a handle that was granted in one way is ended in the other", async () => {
    const handle = deployed.handle(one);
    await confirmed(deployed.grant(one));
    await deployed.revokeSealed(0, handle);
    expect((await check(handle)).kind).to.equal("none");
    await confirmed(deployed.grantSealed(0, handle));
    expect((await check(handle)).kind).to.equal("granted");
    await deployed.revoke(one);
    expect((await check(handle)).kind).to.equal("none");
  });

  it("a batch ends at once, grants once confirmed, and leaves what it passes over as it was", async () => {
    const signed = signedCalls(deployed);
    const [kept, begun] = [newShareId(), newShareId()].map((shareId) => ({ ...one, shareId }));
    if (kept === undefined || begun === undefined) throw new Error("there are two");
    await deployed.grant(kept);
    await deployed.grantSealed(0, sealed);
    await confirmed(deployed.grant(one));
    const change = async (grant: TestGrant, expiresAt: bigint, behind = 0n) => {
      const nonce = (await signed.nonceOf(0, deployed.handle(grant))) - behind;
      return { grantee: deployed.address(grant.grantee), shareId: grant.shareId, expiresAt, nonce };
    };
    const changes = [await change(one, 0n), await change(kept, 0n, 1n), await change(begun, NEVER_EXPIRES)];
    const ending = { handle: sealed, expiresAt: 0n, nonce: await signed.nonceOf(0, sealed) };
    const block = await signed.batch(0, changes, [ending]);
    expect(await deployed.skippedIn(block)).to.equal(1);
    expect((await check(deployed.handle(one))).kind).to.equal("none");
    expect((await check(sealed)).kind).to.equal("none");
    expect((await check(deployed.handle(kept))).kind).to.equal("granted");
    expect((await check(deployed.handle(begun))).kind).to.equal("unconfirmed");
    await chain.mine(CONFIRMATIONS);
    expect((await check(deployed.handle(begun))).kind).to.equal("granted");
    expect((await index.reader.status()).seq).to.equal(await deployed.seq());
  });
});
