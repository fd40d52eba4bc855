import { NEVER_EXPIRES } from "@idos/protocol";
import { IdosError } from "@idos/sdk";
import { expect } from "chai";
import {
  startTestDeployment,
  startTestNetwork,
  type TestDeployment,
  type TestNetwork,
} from "../harness/network.ts";
import { backUpWithCode, type Person, settled, sharedCity, signInPerson } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

const SECOND_CHAIN_ID = 8453;
const STALE_AFTER_SECONDS = 4;

/** One person with a session at the same node for each chain. */
interface OnBoth {
  readonly first: Person;
  readonly second: Person;
}

describe("a node that follows two chains", () => {
  let deployed: TestDeployment;
  let network: TestNetwork;
  let alice: OnBoth;
  let bob: OnBoth;
  before(async () => {
    deployed = await startTestDeployment(SECOND_CHAIN_ID);
    network = await startTestNetwork({ second: deployed, staleAfterSeconds: STALE_AFTER_SECONDS });
    alice = await onBoth(1);
    bob = await onBoth(2);
  });
  after(async () => {
    await network.stop();
    await deployed.chain.stop();
  });

  async function onBoth(index: number): Promise<OnBoth> {
    const first = await settled(network, index);
    const recoveryCode = await backUpWithCode(first.session.keys);
    const second = await signInPerson({ ...network, ...deployed }, deployed.chain.account(index));
    await second.session.keys.unlock({ recoveryCode });
    return { first, second };
  }
  const states = async (): Promise<readonly (readonly [number, string])[]> => {
    const { chains } = await alice.first.session.node.status();
    return chains.map(({ decidedAt, state }) => [decidedAt.chainId, state] as const);
  };
  const until = async (chainId: number, state: string): Promise<void> => {
    while (!(await states()).some(([id, now]) => id === chainId && now === state));
  };
  const listed = async ({ consumer }: Person): Promise<readonly string[]> =>
    (await consumer.listSharedWithMe()).map(({ share }) => share);

  it("says of each how its index stands, and what it follows", async () => {
    expect(alice.second.session.nodeInfo.chains).to.deep.equal([
      { ...network.deployment, finality: 0 },
      { ...deployed.deployment, finality: 0 },
    ]);
    const { chainId } = network.deployment;
    await until(SECOND_CHAIN_ID, "ready");
    expect(await states()).to.deep.equal([
      [chainId, "ready"],
      [SECOND_CHAIN_ID, "ready"],
    ]);
  });

  it("serves a share by the grant on its own chain, with that chain's block", async () => {
    const one = await sharedCity(alice.first, bob.first, "Lisbon");
    const two = await sharedCity(alice.second, bob.second, "Porto");
    for (const [who, { shareId, receipt }, other] of [
      [bob.first, one, two],
      [bob.second, two, one],
    ] as const) {
      const { decidedAt, records } = await who.consumer.readShare(shareId, {
        atLeast: receipt.transactionHash,
      });
      expect(records).to.have.length(1);
      expect(decidedAt).to.include(who.session.deployment);
      expect(await listed(who))
        .to.include(shareId)
        .and.not.include(other.shareId);
    }
  });

  it("takes a grant on one chain for no word about a share on the other", async () => {
    const { shareId, receipt } = await sharedCity(alice.first, bob.first);
    await bob.first.consumer.readShare(shareId, { atLeast: receipt.transactionHash });
    const same = { grantee: bob.first.session.account, shareId, expiresAt: NEVER_EXPIRES };
    const atLeast = (await alice.second.contract.grant(same)).transactionHash;
    expect(await refusalOf(bob.second.consumer.readShare(shareId, { atLeast }))).to.equal(
      "ACCESS_NOT_GRANTED",
    );
    const revoked = await alice.first.contract.revoke(bob.first.session.account, shareId);
    for (const [who, hash] of [
      [bob.first, revoked.transactionHash],
      [bob.second, atLeast],
    ] as const)
      expect(await refusalOf(who.consumer.readShare(shareId, { atLeast: hash }))).to.equal(
        "ACCESS_NOT_GRANTED",
      );
  });

  it("goes on with one chain while the other does not answer, and with both when it does again", async () => {
    const one = await sharedCity(alice.first, bob.first);
    const two = await sharedCity(alice.second, bob.second);
    await bob.second.consumer.readShare(two.shareId, { atLeast: two.receipt.transactionHash });
    await deployed.chain.stopRpc();
    await until(SECOND_CHAIN_ID, "stale");

    const read = await bob.first.consumer.readShare(one.shareId, { atLeast: one.receipt.transactionHash });
    expect(read.records).to.have.length(1);
    const refused: unknown = await bob.second.consumer
      .readShare(two.shareId)
      .catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(IdosError);
    expect(refused).to.deep.include({ code: "INDEX_STALE" });
    expect(refused).to.have.nested.property("values.chainId", SECOND_CHAIN_ID);
    expect(Object.fromEntries(await states())).to.deep.equal({
      [network.deployment.chainId]: "ready",
      [SECOND_CHAIN_ID]: "stale",
    });

    await deployed.chain.startRpc();
    await until(SECOND_CHAIN_ID, "ready");
    expect((await bob.second.consumer.readShare(two.shareId)).records).to.have.length(1);
  });
});
