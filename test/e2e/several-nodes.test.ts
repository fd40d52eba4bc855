import { createIdos, type Idos, type Progress, signFoundingLink } from "@idos/sdk";
import { expect } from "chai";
import { Wallet } from "../../scripts/demo/wallet.ts";
import {
  startTestDeployment,
  startTestNetwork,
  type TestDeployment,
  type TestNetwork,
} from "../harness/network.ts";
import { caughtBy, createLyingNode } from "../harness/lying-node.ts";
import { backUpWithCode } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

/** A wallet that counts what it is asked to sign in with. */
class CountingWallet extends Wallet {
  asked = 0;

  override async signMessage(message: string | Uint8Array): Promise<string> {
    this.asked += 1;
    return super.signMessage(message);
  }
}

/** Alice and Bob joined at the first node; Carol at the second. */
describe("one account at several nodes", () => {
  let deployed: TestDeployment;
  let first: TestNetwork;
  let second: TestNetwork;

  before(async () => {
    deployed = await startTestDeployment();
    [first, second] = await Promise.all([
      startTestNetwork({ on: deployed }),
      startTestNetwork({ on: deployed }),
    ]);
  });
  after(async () => {
    await Promise.all([first.stop(), second.stop()]);
    await deployed.chain.stop();
  });

  const progress: Progress[] = [];
  async function connect(
    index: number,
    nodes: readonly string[],
    more: Partial<Parameters<typeof createIdos>[0]> = {},
  ) {
    const signer = new CountingWallet(deployed.chain.account(index));
    const idos = await createIdos({
      ...{ nodes, signer, deployment: deployed.deployment, pageOrigin: first.dashboardOrigin },
      ...{ unreachableMs: 200, onProgress: (step) => void progress.push(step) },
      ...more,
    });
    return { idos, signer };
  }
  const both = () => [second.nodeUrl, first.nodeUrl];
  async function unlockedSeed(idos: Idos): Promise<void> {
    await idos.keys.create();
    await backUpWithCode(idos.keys);
    await backUpWithCode(idos.keys);
    await idos.keys.publish();
  }

  it("asks the wallet once, when something first needs it, and finds the node that she joined", async () => {
    const account = deployed.chain.account(1);
    await first.issuer.createUser(await signFoundingLink(account));
    const { idos, signer } = await connect(1, both());
    expect(signer.asked).to.equal(0);
    await Promise.all([idos.owner.me(), idos.owner.records.list(), idos.consumer.listSharedWithMe()]);
    expect(signer.asked).to.equal(1);
    const nodes = (await idos.session.nodes()).map(({ origin }) => origin);
    expect(nodes).to.deep.equal([first.nodeUrl, second.nodeUrl]);
    const sessions = await idos.owner.sessions.list();
    expect(sessions.map((each) => each.nodes)).to.deep.equal([[first.nodeUrl, second.nodeUrl]]);
    await idos.signOut();
    expect(await refusalOf(idos.owner.me())).to.equal("SESSION_UNKNOWN");
    expect(signer.asked).to.equal(1);
  });

  it("reads at one node what was granted to an account of another's, by the two lines of a page and its backend", async () => {
    await first.issuer.createUser(await signFoundingLink(deployed.chain.account(2)));
    await second.issuer.createUser(await signFoundingLink(deployed.chain.account(3)));
    const { idos } = await connect(2, both());
    const backend = await createIdos({
      ...{ nodes: both(), signer: deployed.chain.account(3), deployment: deployed.deployment },
    });
    await unlockedSeed(idos);
    await unlockedSeed(backend);
    await idos.owner.records.create({ type: "profile/city", value: "Lisbon" });
    const { account: grantee, consumer } = backend;

    const grant = await idos.requestAccess({
      ...{ records: ["profile/city"], grantee, purpose: "Send the book", expiresIn: "30d" },
    });
    const [city] = await consumer.readShare(grant.shareId, { atLeast: grant.readableFromBlock });
    expect(city?.content).to.deep.include({ type: "profile/city", value: "Lisbon" });

    await idos.owner.revoke(grant.shareId);
    expect(await refusalOf(consumer.readShare(grant.shareId))).to.equal("ACCESS_NOT_GRANTED");
  });

  it("goes on without a node that does not answer, and says so", async () => {
    progress.length = 0;
    const { idos } = await connect(1, ["http://127.0.0.1:9", first.nodeUrl]);
    await idos.owner.me();
    expect(progress).to.deep.include({
      ...{ step: "node-left-out", node: "http://127.0.0.1:9", code: "NODE_UNREACHABLE" },
    });
    expect(await refusalOf(connect(1, ["http://127.0.0.1:9"]))).to.equal("NODE_UNREACHABLE");
  });

  it("names the node that is behind, or lies, where all are asked for the same record", async () => {
    const lying = createLyingNode();
    const { idos } = await connect(1, [first.nodeUrl, second.nodeUrl], { fetch: lying.fetch });
    await unlockedSeed(idos);
    const record = await idos.owner.records.create({ type: "profile/city", value: "Lisbon" });
    const honest = await idos.owner.records.crossCheck(record);
    expect(honest.nodes).to.deep.equal([
      { node: first.nodeUrl, verdict: "agrees", version: 1 },
      { node: second.nodeUrl, verdict: "silent", code: "NO_USER" },
    ]);
    lying.lieAbout(/\/v1\/records\//, (answer) => ({ ...answer, header: "e30.e30.e30" }));
    const { agreed, nodes } = await idos.owner.records.crossCheck(record);
    expect(agreed).to.equal(false);
    expect(nodes[0]).to.deep.equal({ node: first.nodeUrl, verdict: "lied", check: "header-signature" });
    expect(await caughtBy(idos.owner.records.read(record))).to.equal("header-signature");
  });
});
