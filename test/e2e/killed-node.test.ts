import { expect } from "chai";
import { type NodeProcess, startNode } from "../../scripts/stack/start-node.ts";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { type ClientOptions, type Person, settled, sharedCity } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

/** Coprime with the number of requests of each step, so that the kills fall on ever other places. */
const REQUESTS_PER_KILL = 7;
const UNREACHABLE_MS = 30_000;

describe("a node that is killed again and again", () => {
  let network: TestNetwork;
  let node: NodeProcess | undefined;
  let alice: Person;
  let bob: Person;
  let requests = 0;
  let kills = 0;

  /** Sends requests; under every seventh the node is killed, at once started again, and the client left to cope. */
  const murderousFetch: typeof fetch = async (input, init) => {
    requests += 1;
    const answer = fetch(input, init);
    if (requests % REQUESTS_PER_KILL !== 0 || node === undefined) return answer;
    kills += 1;
    // An answer that is late on purpose must not count as an unhandled failure meanwhile.
    answer.catch(() => undefined);
    await node.kill();
    await node.restart();
    return answer;
  };
  const client: ClientOptions = { fetch: murderousFetch, unreachableMs: UNREACHABLE_MS };

  before(async () => {
    network = await startTestNetwork({ run: async (settings) => (node = await startNode(settings)) });
    alice = await settled(network, 1, client);
    bob = await settled(network, 2, client);
  });
  after(() => network.stop());

  it("loses nothing that it acknowledged, and continues every flow", async () => {
    const { records } = alice.owner;
    const kept = await records.create({ type: "profile/name", value: "Alice" });
    const { record, shareId, readableFromBlock } = await sharedCity(alice, bob);
    expect((await bob.consumer.readShare(shareId, { atLeast: readableFromBlock })).records).to.have.length(1);
    await records.update(record, "Porto");
    const [read] = (await bob.consumer.readShare(shareId)).records;
    expect(read?.content).to.deep.include({ value: "Porto" });
    const { receipt } = await alice.owner.revoke(shareId);
    const again = bob.consumer.readShare(shareId, { atLeast: receipt.blockNumber });
    expect(await refusalOf(again)).to.equal("ACCESS_NOT_GRANTED");
    await records.delete(record);

    expect((await records.readAll()).records.map(({ id, content }) => ({ id, content }))).to.deep.equal([
      { id: kept, content: { kind: "attribute", type: "profile/name", value: "Alice" } },
    ]);
    expect((await alice.owner.me()).keys).to.not.equal(null);
    expect(kills).to.be.at.least(8);
  });
});
