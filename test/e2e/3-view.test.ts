import { expect } from "chai";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { backUpWithCode, newcomer, settled, signInPerson } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

const PASSWORD = "correct horse battery staple";

describe("flow 3, view", () => {
  let network: TestNetwork;
  before(async () => {
    network = await startTestNetwork();
  });
  after(() => network.stop());

  it("on a new device a wallet signature and the password show the decrypted data", async () => {
    const alice = await newcomer(network, 1);
    await alice.session.keys.create();
    await alice.session.keys.backUpWithPassword(PASSWORD);
    await alice.session.keys.publish();
    const record = await alice.owner.records.create({ type: "profile/name", value: "Alice" });

    const device = await signInPerson(network, alice.signer);
    expect(await refusalOf(device.owner.records.read(record))).to.equal("KEYS_LOCKED");
    expect(await refusalOf(device.session.keys.unlock({ password: `${PASSWORD}!` }))).to.equal(
      "DECRYPTION_FAILED",
    );
    await device.session.keys.unlock({ password: PASSWORD });
    expect((await device.owner.records.read(record)).content).to.deep.include({ value: "Alice" });
  });

  it("the recovery code serves when the password is lost", async () => {
    const bob = await newcomer(network, 2);
    await bob.session.keys.create();
    const code = await backUpWithCode(bob.session.keys);
    await bob.session.keys.publish();
    const record = await bob.owner.records.create({ type: "profile/name", value: "Bob" });

    const device = await signInPerson(network, bob.signer);
    await device.session.keys.unlock({ recoveryCode: code.toLowerCase() });
    expect((await device.owner.records.read(record)).content).to.deep.include({ value: "Bob" });
  });

  it("another person sees none of it: her records do not exist for him", async () => {
    const alice = await settled(network, 3);
    const mallory = await settled(network, 4);
    const record = await alice.owner.records.create({ type: "profile/name", value: "Alice" });
    const absent = `0x${"00".repeat(31)}01`;
    expect(await refusalOf(mallory.owner.records.read(record))).to.equal("RECORD_NOT_FOUND");
    expect(await refusalOf(mallory.owner.records.read(absent))).to.equal("RECORD_NOT_FOUND");
    expect(await mallory.owner.records.list()).to.deep.equal([]);
  });
});
