import { expect } from "chai";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { type Person, settled, sharedCity } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

const STALE_AFTER_SECONDS = 4;

describe("a read makes no chain call", () => {
  let network: TestNetwork;
  let alice: Person;
  let bob: Person;
  before(async () => {
    network = await startTestNetwork({ staleAfterSeconds: STALE_AFTER_SECONDS });
    alice = await settled(network, 1);
    bob = await settled(network, 2);
  });
  after(() => network.stop());

  it("without the RPC it is served within the allowed staleness, then refused, then served again", async () => {
    const { shareId, readableFromBlock } = await sharedCity(alice, bob);
    await bob.consumer.readShare(shareId, { atLeast: readableFromBlock });
    await network.chain.stopRpc();
    const stoppedAtMs = performance.now();

    expect((await bob.consumer.readShare(shareId)).records).to.have.length(1);

    const refusal = await firstRefusal(() => bob.consumer.readShare(shareId));
    expect(refusal).to.equal("INDEX_STALE");
    expect(performance.now() - stoppedAtMs).to.be.at.least((STALE_AFTER_SECONDS - 1) * 1000);
    expect(await refusalOf(bob.consumer.readShare(`0x${"ab".repeat(32)}`))).to.equal("INDEX_STALE");
    expect(await alice.owner.records.list(), "an owner's own reads").to.have.length(1);

    await network.chain.startRpc();
    await until(async () => (await bob.session.node.status()).chains.every(({ state }) => state === "ready"));
    expect((await bob.consumer.readShare(shareId)).records).to.have.length(1);
  });
});

async function firstRefusal(read: () => Promise<unknown>): Promise<string> {
  for (;;) {
    const refused = await refusalOf(read()).catch(() => undefined);
    if (refused !== undefined) return refused;
  }
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition()));
}
