import { join } from "node:path";
import { createNode, type Node, parseConfig } from "@idos/node";
import { createConsumer, createOwner, type IdosSession, signIn } from "@idos/sdk";
import { expect } from "chai";
import { until } from "../../indexer/test/harness/until.ts";
import { loadNodeKey } from "../../node/src/receipts/load-node-key.ts";
import { freePort } from "../../scripts/process/free-port.ts";
import { type RunningNode, startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { backUpWithCode, type Person, settled, sharedCity } from "../harness/people.ts";
import { testRedis } from "../harness/redis.ts";

interface OperatorSettings {
  readonly origin: string;
  readonly settings: Readonly<Record<string, string>>;
}

const succeeds = (call: Promise<unknown>): Promise<boolean> =>
  call.then(
    () => true,
    () => false,
  );

/** Two operators, each with Redis keys, a database, a key and a port of its own, who list each other. */
async function twoOperators(
  common: Readonly<Record<string, string>>,
): Promise<readonly [OperatorSettings, OperatorSettings]> {
  const prepare = async (name: string) => {
    const [port, { prefix }] = [await freePort(), await testRedis()];
    const folder = join(common["IDOS_DATA_FOLDER"] ?? "", name);
    const keyFile = join(common["IDOS_DATA_FOLDER"] ?? "", `${name}-key`);
    const { did: key } = await loadNodeKey(keyFile);
    const settings = {
      ...{ ...common, IDOS_PORT: String(port), IDOS_REDIS_PREFIX: prefix, IDOS_DATA_FOLDER: folder },
      ...{ IDOS_NODE_KEY_FILE: keyFile, IDOS_PEER_POLL_INTERVAL_MS: "20" },
    };
    return { origin: `http://127.0.0.1:${port}`, key, settings };
  };
  const [one, two] = [await prepare("one"), await prepare("two")];
  const listing = ({ settings, origin }: typeof one, { origin: other, key }: typeof one) => ({
    origin,
    settings: { ...settings, IDOS_PEERS: JSON.stringify([{ origin: other, key }]) },
  });
  return [listing(one, two), listing(two, one)];
}

describe("a person whose provider is one operator and whose grantee reads at another", () => {
  let network: TestNetwork;
  let otherUrl: string;
  let home: Node;
  let alice: Person;
  let bob: Person;

  async function run(common: Readonly<Record<string, string>>): Promise<RunningNode> {
    const [one, two] = await twoOperators(common);
    home = await createNode(parseConfig(one.settings));
    const other = await createNode(parseConfig(two.settings));
    await home.start();
    await other.start();
    otherUrl = two.origin;
    return {
      url: home.url,
      async stop() {
        await home.stop();
        await other.stop();
      },
    };
  }

  /** The person at the other operator's node, which has her entry by then. */
  async function there({ signer, owner }: Person): Promise<IdosSession> {
    await owner.publishHead();
    const { deployment, dashboardOrigin: pageOrigin } = network;
    const session = await signIn({ node: otherUrl, signer, deployment, pageOrigin });
    await until(() => succeeds(session.user()), Boolean);
    return session;
  }

  before(async () => {
    network = await startTestNetwork({ run });
    alice = await settled(network, 1);
    bob = await settled(network, 2);
  });
  after(() => network.stop());

  it("signs a head where something changed, and none where nothing did", async () => {
    const first = await alice.owner.publishHead();
    expect(first.revision).to.equal(1);
    expect(await alice.owner.publishHead()).to.deep.equal(first);
    await alice.owner.records.create({ type: "profile/city", value: "Lisbon" });
    expect((await alice.owner.publishHead()).revision).to.equal(2);
  });

  it("has her data at both", async () => {
    const owner = createOwner(await there(alice));
    const here = await alice.owner.records.list();
    const seen = await until(
      () => owner.records.list(),
      (records) => records.length === here.length,
    );
    expect(seen).to.deep.equal(here);
  });

  it("is read at the other one while hers is down", async () => {
    const recoveryCode = await backUpWithCode(bob.session.keys);
    const { shareId, readableFromBlock: atLeast } = await sharedCity(alice, bob);
    const session = await there(bob);
    await there(alice);
    await until(() => succeeds(session.keys.unlock({ recoveryCode })), Boolean);
    await until(() => succeeds(createConsumer(session).readShare(shareId, { atLeast })), Boolean);
    await home.stop();
    const { records, owner } = await createConsumer(session).readShare(shareId, { atLeast });
    expect(owner.accounts).to.deep.equal([alice.account]);
    expect(records.map(({ content }) => (content.kind === "attribute" ? content.value : ""))).to.deep.equal([
      "Lisbon",
    ]);
  });
});
