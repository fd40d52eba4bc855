import { expect } from "chai";
import { grantHandle, PATHS } from "@idos/protocol";
import { get } from "../harness/exchange.ts";
import { store } from "../harness/records.ts";
import { putShare } from "../harness/shares.ts";
import { createUser, randomId, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { CONFIRMATIONS, startTestNode, type TestNode } from "../harness/test-node.ts";

const [ALICE, BOB, MALLORY] = [0, 1, 2];

describe("a grant by somebody who does not own the data", () => {
  let node: TestNode;
  let alice: User;
  let bob: User;
  let mallory: User;
  before(async () => {
    node = await startTestNode();
    const provider = await signedInProvider(node);
    const asUser = (account: number) => createUser(node, provider, node.deployed.chain.account(account));
    alice = await asUser(ALICE);
    bob = await asUser(BOB);
    mallory = await asUser(MALLORY);
  });
  after(() => node.stop());

  /** What Bob is answered, once Mallory's grants to him and to herself count on chain. */
  async function readAfterGrants(share: ReturnType<typeof randomId>, record: string): Promise<string[]> {
    await node.deployed.grant({ owner: MALLORY, grantee: BOB, shareId: share });
    await node.deployed.grant({ owner: MALLORY, grantee: MALLORY, shareId: share });
    // By the handle of the owner's own grant, too: a handle does not say whose it is.
    await node.deployed.grantSealed(MALLORY, grantHandle(bob.account, share));
    await node.deployed.chain.mine(CONFIRMATIONS);
    const atLeast = await node.deployed.chain.provider.getBlockNumber();
    const outcomes = [];
    for (const reader of [bob, mallory])
      for (const path of [PATHS.share(share), `${PATHS.share(share)}/records/${record}/envelope`])
        for (const opening of ["", `&owner=${mallory.account}&salt=${randomId()}`]) {
          const answer = await reader.request(get(`${path}?atLeast=${atLeast}${opening}`));
          outcomes.push(answer.outcome);
        }
    return [...new Set(outcomes)];
  }

  it("opens no share of the owner's, to nobody", async () => {
    const record = await store(node, alice);
    const share = randomId();
    succeeded(await alice.request(await putShare(node, share, alice, bob.account, [record])));
    expect(await readAfterGrants(share, record.header.record)).to.deep.equal(["403 ACCESS_NOT_GRANTED"]);
  });

  it("opens nothing where there is no share", async () => {
    expect(await readAfterGrants(randomId(), randomId())).to.deep.equal(["403 ACCESS_NOT_GRANTED"]);
  });
});
