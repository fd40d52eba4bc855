import { type Bytes32, PATHS } from "@idos/protocol";
import { expect } from "chai";
import type { ShareWithRecords } from "../../src/storage/shares.ts";
import type { Store } from "../../src/storage/store.ts";
import { get } from "../harness/exchange.ts";
import { store } from "../harness/records.ts";
import { putShare } from "../harness/shares.ts";
import { createUser, randomId, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { CONFIRMATIONS, startTestNode, type TestNode } from "../harness/test-node.ts";

const [ALICE, BOB] = [0, 1];

/** No write makes such a share: share-of-anothers-record.test.ts. Here it is there all the same, whatever made it. */
describe("a share that came to name another's record", () => {
  let node: TestNode;
  let alice: User;
  let bob: User;
  let carol: User;
  let strayed: Bytes32 | undefined;

  /** The database, where the records of every share are the strayed one. */
  async function stray({ records, shares }: Store, id: Bytes32): Promise<ShareWithRecords | undefined> {
    const found = await shares.shareWithRecords(id);
    const record = strayed === undefined ? undefined : await records.record(strayed);
    if (found === undefined || record === undefined) return found;
    const keys = found.share.records.map((key) => ({ ...key, record: record.header.record }));
    return { ...found, share: { ...found.share, records: keys }, records: [record] };
  }

  before(async () => {
    const between = (opened: Store): Store => ({
      ...opened,
      shares: { ...opened.shares, shareWithRecords: (id) => stray(opened, id) },
    });
    node = await startTestNode({ between });
    const provider = await signedInProvider(node);
    alice = await createUser(node, provider, node.deployed.chain.account(ALICE));
    bob = await createUser(node, provider, node.deployed.chain.account(BOB));
    carol = await createUser(node, provider);
  });
  after(() => node.stop());

  it("is read by nobody whom its owner granted it to, and leaves no receipt", async () => {
    const share = randomId();
    const own = await store(node, alice);
    const carols = await store(node, carol);
    succeeded(await alice.request(await putShare(node, share, alice, bob.account, [own])));
    const block = await node.deployed.grant({ owner: ALICE, grantee: BOB, shareId: share });
    await node.deployed.chain.mine(CONFIRMATIONS);
    succeeded(await bob.request(get(`${PATHS.share(share)}?atLeast=${block + CONFIRMATIONS}`)));

    strayed = carols.header.record;
    const before = await node.databaseDigest();
    for (const path of [PATHS.share(share), PATHS.shareEnvelope(share, strayed)])
      expect((await bob.request(get(path))).outcome).to.equal("403 ACCESS_NOT_GRANTED");
    expect(await node.databaseDigest()).to.equal(before);

    strayed = undefined;
    succeeded(await bob.request(get(PATHS.share(share))));
  });
});
