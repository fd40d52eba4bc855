import { nodeStatusSchema, PATHS } from "@idos/protocol";
import { expect } from "chai";
import { until } from "../../../indexer/test/harness/until.ts";
import { get, type Sent } from "../harness/exchange.ts";
import { store } from "../harness/records.ts";
import { putShare, seal } from "../harness/shares.ts";
import { createUser, randomId, signedInProvider, succeeded } from "../harness/story.ts";
import { CONFIRMATIONS, startTestNode } from "../harness/test-node.ts";

/** Numbers of the chain's accounts. */
const ALICE = 0;
const BOB = 1;

describe("reading a share while the index cannot decide", () => {
  it("is refused alike for every grantee, and works for the owner", async () => {
    const node = await startTestNode({ staleAfterSeconds: 1 });
    try {
      const provider = await signedInProvider(node);
      const alice = await createUser(node, provider, node.deployed.chain.account(ALICE));
      const bob = await createUser(node, provider, node.deployed.chain.account(BOB));
      const share = randomId();
      succeeded(
        await alice.request(await putShare(node, share, alice, bob.account, [await store(node, alice)])),
      );
      const [hidden, salt] = [randomId(), randomId()];
      const sealed = seal(hidden, bob.account, salt);
      succeeded(await alice.request(await putShare(node, hidden, alice, sealed, [await store(node, alice)])));
      await node.deployed.grantSealed(ALICE, sealed.handle);
      const opened = (share: string, owner = alice, shown = salt): Sent =>
        get(`/v1/shares/${share}?owner=${owner.account}&salt=${shown}`);
      const block = await node.deployed.grant({ owner: ALICE, grantee: BOB, shareId: share });
      await node.deployed.chain.mine(CONFIRMATIONS);
      succeeded(await bob.request(get(`${PATHS.share(share)}?atLeast=${block + CONFIRMATIONS}`)));
      succeeded(await bob.request(opened(hidden)));

      await node.deployed.chain.stopRpc();
      const state = async () =>
        nodeStatusSchema.parse((await alice.request(get(PATHS.status))).json).chains[0]?.state;
      await until(state, (seen) => seen === "stale");
      for (const id of [share, randomId()])
        expect((await bob.request(get(PATHS.share(id)))).outcome).to.equal("503 INDEX_STALE");
      const digest = await node.databaseDigest();
      for (const sent of [opened(hidden), opened(randomId()), opened(share), get(PATHS.share(hidden))])
        expect((await bob.request(sent)).outcome).to.equal("503 INDEX_STALE");
      for (const sent of [opened(hidden, bob), opened(hidden, alice, randomId())])
        expect((await bob.request(sent)).outcome).to.equal("503 INDEX_STALE");
      expect(await node.databaseDigest()).to.equal(digest);
      expect((await bob.request(get(`${PATHS.shares}?as=grantee`))).outcome).to.equal("503 INDEX_STALE");
      for (const path of [PATHS.share(share), PATHS.share(hidden), `${PATHS.shares}?as=owner`, PATHS.records])
        succeeded(await alice.request(get(path)));

      await node.deployed.chain.startRpc();
      await node.indexer.caughtUp();
      succeeded(await bob.request(get(PATHS.share(share))));
      succeeded(await bob.request(opened(hidden)));
    } finally {
      await node.stop();
    }
  });
});
