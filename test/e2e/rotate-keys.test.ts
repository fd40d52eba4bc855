import { type BackUps, isIdosError } from "@idos/sdk";
import { expect } from "chai";
import { parseEther, Wallet } from "ethers";
import { dyingClient } from "../harness/dying-client.ts";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { backUpWithCode, type Person, settled, signInPerson } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

/** Two backups, the previous seed, the binding, two records, a sealed share, two old backups, the next seed, twice that. */
const WRITES = 11;

describe("a rotation of keys", () => {
  let network: TestNetwork;
  let bob: Person;
  before(async () => {
    network = await startTestNetwork();
    bob = await settled(network, 1);
  });
  after(() => network.stop());

  const funded = async (): Promise<Wallet> => {
    const wallet = new Wallet(Wallet.createRandom().privateKey, network.chain.provider);
    const sent = await network.chain
      .account(2)
      .sendTransaction({ to: wallet.address, value: parseEther("1") });
    await sent.wait();
    return wallet;
  };

  /** Alice with two records, of which Bob is granted one under seal. */
  async function alice() {
    const wallet = await funded();
    const person = await settled(network, wallet);
    const codes = [await backUpWithCode(person.session.keys)];
    const { records } = person.owner;
    const city = await records.create({ type: "profile/city", value: "Lisbon" });
    await records.create({ type: "profile/name", value: "Alice" });
    const grant = await person.owner.grant({
      ...{ records: [city], grantee: bob.account, purpose: "Send the book", expiresIn: "7d", sealed: true },
    });
    const backUp = async (next: BackUps): Promise<void> => {
      codes.push(await backUpWithCode(next), await backUpWithCode(next));
    };
    return { wallet, person, codes, city, grant, backUp };
  }
  type Alice = Awaited<ReturnType<typeof alice>>;

  /** Unlocks with the newest code that is for the published key. */
  async function unlock({ session }: Person, codes: readonly string[]): Promise<void> {
    for (const recoveryCode of codes.toReversed()) {
      try {
        await session.keys.unlock({ recoveryCode });
        return;
      } catch (error) {
        if (!isIdosError(error, "KEY_NOT_CURRENT", "DECRYPTION_FAILED")) throw error;
      }
    }
    throw new Error("no code unlocks");
  }

  async function expectAllReadable(person: Person, { city }: Alice): Promise<void> {
    const { records, unreadable } = await person.owner.records.readAll();
    expect(unreadable).to.deep.equal([]);
    const values = records.map(({ content }) => (content.kind === "attribute" ? content.value : null));
    expect(values).to.have.members(["Lisbon", "Alice"]);
    expect((await person.owner.records.read(city)).version).to.equal(1);
  }

  async function expectRotated(person: Person, before: string, her: Alice): Promise<void> {
    const { keys } = person.session;
    expect(keys.current().encryptionKey).to.not.equal(before);
    expect((await person.session.user()).bindings).to.have.length(2);
    expect((await keys.listBackups()).map(({ state }) => state)).to.deep.equal(["good", "good"]);
    const slots = (await person.session.node.keyBackups()).map(({ kind }) => kind);
    expect(slots).to.have.members(["recovery-code", "recovery-code", "previous-seed"]);
    await expectAllReadable(person, her);
    const [share] = await person.owner.listShares();
    expect(share).to.include({ grantee: bob.account });
    const { sealed } = her.grant;
    const read = await bob.consumer.readShare(her.grant.shareId, { sealed });
    expect(read.records).to.have.length(1);
  }

  it("leaves nothing that only the old key opens, and no backup of it", async () => {
    const her = await alice();
    const { session } = her.person;
    const before = session.keys.current();
    const beforeKey = before.encryptionKey;
    await session.keys.rotate(her.backUp);
    await expectRotated(her.person, beforeKey, her);
    const device = await signInPerson(network, her.wallet);
    const [oldCode = ""] = her.codes;
    expect(await refusalOf(device.session.keys.unlock({ recoveryCode: oldCode }))).to.equal(
      "DECRYPTION_FAILED",
    );
    await unlock(device, her.codes);
    await expectRotated(device, beforeKey, her);
    // Without the seed before: what is stored is wrapped for the new one.
    await device.session.node.deleteKeyBackup("previous-seed");
    const without = await signInPerson(network, her.wallet);
    await unlock(without, her.codes);
    expect(without.session.keys.previous()).to.equal(null);
    await expectAllReadable(without, her);
  });

  for (let writes = 0; writes < WRITES; writes += 1)
    it(`that dies at its write ${writes + 1} loses nothing, and is ended by another device`, async () => {
      const her = await alice();
      const before = her.person.session.keys.current().encryptionKey;
      const connection = dyingClient();
      const dying = await signInPerson(network, her.wallet, { fetch: connection.fetch, unreachableMs: 0 });
      await unlock(dying, her.codes);
      connection.dieAfter(writes);
      expect(await refusalOf(dying.session.keys.rotate(her.backUp))).to.equal("NODE_UNREACHABLE");

      const device = await signInPerson(network, her.wallet);
      await unlock(device, her.codes);
      await expectAllReadable(device, her);
      await device.session.keys.rotate(her.backUp);
      await expectRotated(device, before, her);
    });

  it("is given up where the wallet declines, with the old key in force", async () => {
    const her = await alice();
    const { session } = her.person;
    const before = session.keys.current().encryptionKey;
    await expectAllReadable(her.person, her);
    her.person.signer.signTypedData = () =>
      Promise.reject(Object.assign(new Error("declined"), { code: "ACTION_REJECTED" }));
    expect(await refusalOf(session.keys.rotate(her.backUp))).to.equal("WALLET_REJECTED");
    expect(session.keys.current().encryptionKey).to.equal(before);
    await expectAllReadable(her.person, her);
  });

  it("does not begin to count before the new key has two backups", async () => {
    const her = await alice();
    const { keys } = her.person.session;
    const before = keys.current().encryptionKey;
    const once = async (next: BackUps): Promise<void> => {
      await backUpWithCode(next);
    };
    expect(await refusalOf(keys.rotate(once))).to.equal("KEY_BACKUPS_TOO_FEW");
    expect((await her.person.session.user()).keys?.encryptionKey).to.equal(before);
  });

  it("reads what others wrapped for the old key meanwhile", async () => {
    const her = await alice();
    await her.person.session.keys.publish();
    const grant = await bob.owner.grant({
      records: [await bob.owner.records.create({ type: "profile/city", value: "Faro" })],
      ...{ grantee: her.person.account, purpose: "Visit", expiresIn: "7d" },
    });
    await her.person.session.keys.rotate(her.backUp);
    const read = await her.person.consumer.readShare(grant.shareId, { atLeast: grant.readableFromBlock });
    expect(read.records.map(({ content }) => content)).to.deep.include({
      ...{ kind: "attribute", type: "profile/city", value: "Faro" },
    });
  });
});
