import { createOwner, signIn } from "@idos/sdk";
import { expect } from "chai";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { backUpWithCode, newcomer, type Person, signInPerson } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

const PASSWORD = "correct horse battery";
const COST = { opsLimit: 3, memLimitBytes: 64 * 1024 * 1024 };

describe("key backups at a node", () => {
  let network: TestNetwork;
  let alice: Person;
  before(async () => {
    network = await startTestNetwork();
    alice = await newcomer(network, 1);
    await alice.session.keys.create();
    await alice.session.keys.publish();
  });
  after(() => network.stop());

  const kinds = async () => (await alice.session.keys.listBackups()).map(({ kind }) => kind);
  const deviceUnlocked = async (secret: Parameters<Person["session"]["keys"]["unlock"]>[0]) => {
    const device = await signInPerson(network, alice.signer);
    await device.session.keys.unlock(secret);
    return device.session.keys.current().encryptionKey;
  };

  it("are nothing while the password is weak or the kit unconfirmed", async () => {
    const { keys } = alice.session;
    expect(await refusalOf(keys.backUpWithPassword("short"))).to.equal("PASSWORD_TOO_SHORT");
    expect(await refusalOf(keys.backUpWithPassword("passwordpassword"))).to.equal("PASSWORD_TOO_WEAK");
    const mistyped = keys.backUpWithRecoveryCode(() => Promise.resolve(["AAAA", "BBBB"]));
    expect(await refusalOf(mistyped)).to.equal("RECOVERY_CODE_UNCONFIRMED");
    const locking = keys.backUpWithRecoveryCode(() => Promise.reject(new Error("the window was closed")));
    expect(await locking.then(String, String)).to.equal("Error: the window was closed");
    expect(await kinds()).to.deep.equal([]);
  });

  it("are not enough for a credential when a wallet or a passkey alone is one", async () => {
    const { keys } = alice.session;
    await keys.backUpWithWallet("Dashboard");
    await keys.backUpWithWallet("Dashboard");
    const allow = () => alice.owner.allowIssuer({ issuer: network.issuerAccount });
    expect(await refusalOf(allow())).to.equal("KEY_BACKUPS_MISSING");
    await keys.backUpWithPassword(PASSWORD, { cost: COST });
    expect((await allow()).grant.issuer).to.equal(network.issuerAccount.toLowerCase());
    expect(await kinds()).to.deep.equal(["password", "wallet", "wallet"]);
  });

  it("open by the wallet's signature on another device, and by that wallet alone", async () => {
    const { encryptionKey } = alice.session.keys.current();
    expect(await deviceUnlocked({ wallet: true })).to.equal(encryptionKey);
    const device = await signInPerson(network, alice.signer);
    const other = network.chain.account(5).address;
    alice.signer.getAddress = () => Promise.resolve(other);
    device.signer.getAddress = () => Promise.resolve(other);
    expect(await refusalOf(device.session.keys.unlock({ wallet: true }))).to.equal("WRONG_ACCOUNT");
    expect(device.session.keys.isUnlocked()).to.equal(false);
    Reflect.deleteProperty(alice.signer, "getAddress");
  });

  it("are told to be renewed when their cost is below today's", async () => {
    const [password] = await alice.session.keys.listBackups();
    expect(password).to.include({ kind: "password", state: "weak" });
    expect(password?.createdAt).to.equal(password?.changedAt);
  });

  it("of the old password go once the new one's is seen to open", async () => {
    const { keys } = alice.session;
    const before = keys.current().encryptionKey;
    expect(await refusalOf(keys.changePassword("passwordpassword"))).to.equal("PASSWORD_TOO_WEAK");
    expect(await deviceUnlocked({ password: PASSWORD })).to.equal(before);
    await keys.changePassword("wrong donkey engine");
    expect(await deviceUnlocked({ password: "wrong donkey engine" })).to.equal(before);
    expect(await refusalOf(deviceUnlocked({ password: PASSWORD }))).to.equal("DECRYPTION_FAILED");
    const [password] = await keys.listBackups();
    expect(password).to.include({ kind: "password", state: "good" });
  });

  it("stay two at least, and one of them a password or a recovery code", async () => {
    const { keys } = alice.session;
    const [password, first, second] = (await keys.listBackups()).map(({ slot }) => slot);
    if (!password || !first || !second) throw new Error("a backup is missing");
    expect(await refusalOf(keys.removeBackup(password))).to.equal("KEY_BACKUPS_TOO_FEW");
    await keys.removeBackup(second);
    expect(await refusalOf(keys.removeBackup(first))).to.equal("KEY_BACKUPS_TOO_FEW");
    await backUpWithCode(keys);
    await keys.removeBackup(password);
    expect(await kinds()).to.deep.equal(["recovery-code", "wallet"]);
    await keys.removeBackup(password);
  });

  it("count only if the node kept them", async () => {
    const { nodeUrl: node, deployment, dashboardOrigin: pageOrigin } = network;
    const forgetful: typeof fetch = (input, init) =>
      init?.method === "PUT" ? Promise.resolve(new Response(null, { status: 204 })) : fetch(input, init);
    const session = await signIn({ node, deployment, pageOrigin, signer: alice.signer, fetch: forgetful });
    await session.keys.unlock({ wallet: true });
    expect(await refusalOf(backUpWithCode(session.keys))).to.equal("KEY_BACKUP_NOT_KEPT");
    expect(createOwner(session)).to.include.keys("records");
  });

  it("are not made of keys that locked while the person looked for a pen", async () => {
    const device = await signInPerson(network, alice.signer);
    await device.session.keys.unlock({ wallet: true });
    const count = (await kinds()).length;
    const backup = device.session.keys.backUpWithRecoveryCode(async ({ groups, asked }) => {
      await device.session.keys.lock();
      return [groups[asked[0] - 1] ?? "", groups[asked[1] - 1] ?? ""];
    });
    expect(await refusalOf(backup)).to.equal("KEYS_LOCKED");
    expect(await kinds()).to.have.length(count);
  });

  it("open keys that lock after 15 idle minutes by the clock, and at once when told", async () => {
    let aheadMs = 0;
    const device = await signInPerson(network, alice.signer, { clock: () => Date.now() + aheadMs });
    const { keys } = device.session;
    await keys.unlock({ wallet: true });
    const held = keys.current();
    aheadMs = 14 * 60_000;
    expect(keys.isUnlocked()).to.equal(true);
    keys.current();
    aheadMs = 28 * 60_000;
    expect(keys.isUnlocked()).to.equal(true);
    aheadMs = 29 * 60_000 + 1000;
    expect(await refusalOf(Promise.resolve().then(() => keys.current()))).to.equal("KEYS_LOCKED");
    expect(held.encryptionPrivateKey.every((byte) => byte === 0)).to.equal(true);
    expect(held.signingPrivateKey.every((byte) => byte === 0)).to.equal(true);
  });
});
