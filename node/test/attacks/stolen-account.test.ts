import { meSchema, PATHS } from "@idos/protocol";
import { expect } from "chai";
import { Wallet } from "ethers";
import { type Actor, type ActorWallet, createActor, nowSeconds } from "../harness/actor.ts";
import { get, jsonRequest } from "../harness/exchange.ts";
import { linkAccount, type Unlinking, unlinkAccount } from "../harness/linked-account.ts";
import { createUser, keyBinding, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { startTestNode, type TestNode } from "../harness/test-node.ts";

const newKey = (): Wallet => new Wallet(Wallet.createRandom().privateKey);

/** Mallory has the key of the account that Alice linked last, and a session with every scope. */
describe("a thief of a later account", () => {
  let node: TestNode;
  let provider: Actor;
  let alice: User;
  let middle: Wallet;
  let stolen: Wallet;
  let thief: User;
  before(async () => {
    node = await startTestNode();
    provider = await signedInProvider(node);
  });
  after(() => node.stop());
  beforeEach(async () => {
    alice = await createUser(node, provider);
    [middle, stolen] = [newKey(), newKey()];
    for (const added of [middle, stolen]) {
      node.clock.aheadMs += 1_000;
      succeeded(await alice.request(await linkAccount(node, alice, added)));
    }
    const actor = await createActor(node, stolen);
    succeeded(await actor.signIn());
    thief = { ...actor, userId: alice.userId };
  });

  const unlink = async (unlinking: Unlinking, by: Actor = thief, userId = alice.userId): Promise<string> => {
    const before = await node.databaseDigest();
    const { outcome } = await by.request(await unlinkAccount(node, userId, unlinking));
    if (outcome !== "204") expect(await node.databaseDigest()).to.equal(before);
    return outcome;
  };
  const refused = "422 ACCOUNT_UNLINK_INVALID";
  const signing = (address: string, key: ActorWallet): ActorWallet => ({
    address,
    signMessage: (message) => key.signMessage(message),
    signTypedData: (domain, types, value) => key.signTypedData(domain, types, value),
  });

  it("puts out no older account, with its own signature or one in the other's name", async () => {
    for (const leaving of [alice.wallet, middle]) {
      expect(await unlink({ leaving, remaining: stolen })).to.equal(refused);
      const forged = signing(leaving.address, stolen);
      expect(await unlink({ leaving: forged, remaining: stolen, byBoth: true })).to.equal(refused);
      expect(await unlink({ leaving, remaining: signing(alice.account, stolen) })).to.equal(refused);
    }
  });

  it("makes no senior account by dating a link back", async () => {
    const accomplice = newKey();
    node.clock.aheadMs += 30_000;
    succeeded(await alice.request(await linkAccount(node, alice, newKey())));
    for (const secondsAgo of [10, 60]) {
      const issuedAt = nowSeconds(node) - secondsAgo;
      const dated = await thief.request(await linkAccount(node, thief, accomplice, { issuedAt }));
      expect(dated.outcome, `${secondsAgo} seconds`).to.equal("422 ACCOUNT_LINK_INVALID");
    }
    node.clock.aheadMs += 1_000;
    succeeded(await thief.request(await linkAccount(node, thief, accomplice)));
    expect(await unlink({ leaving: middle, remaining: accomplice })).to.equal(refused);
  });

  it("is put out by any older account alone, and is back by no statement of before", async () => {
    const again = await linkAccount(node, thief, newKey());
    expect(await unlink({ leaving: stolen, remaining: middle }, alice)).to.equal("204");
    expect((await thief.request(again)).outcome).to.equal("401 SESSION_UNKNOWN");
    succeeded(await thief.signIn());
    expect((await thief.request(again)).outcome).to.equal("403 NO_USER");
    const link = await linkAccount(node, thief, stolen, { linkedBy: alice.account });
    expect((await alice.request(link)).outcome).to.equal("422 ACCOUNT_LINK_INVALID");
  });

  it("has the key that it bound replaced by the owner, and binds no other once it is out", async () => {
    node.clock.aheadMs += 1_000;
    succeeded(await thief.request(jsonRequest("PUT", PATHS.keyBinding, await keyBinding(node, thief))));
    const kept = await keyBinding(node, thief, { issuedAt: nowSeconds(node) + 3 });
    expect(await unlink({ leaving: stolen, remaining: alice.wallet }, alice)).to.equal("204");
    node.clock.aheadMs += 1_000;
    const own = await keyBinding(node, alice);
    succeeded(await alice.request(jsonRequest("PUT", PATHS.keyBinding, own)));
    node.clock.aheadMs += 5_000;
    for (const by of [alice, thief]) {
      const answer = await by.request(jsonRequest("PUT", PATHS.keyBinding, kept));
      expect(answer.outcome).to.be.oneOf(["422 KEY_BINDING_INVALID", "401 SESSION_UNKNOWN"]);
    }
    const me = meSchema.parse(succeeded(await alice.request(get(PATHS.me))).json);
    expect(me.keyBinding).to.deep.equal(own);
  });

  it("cannot make the last account leave, nor unlink for another user, nor by a statement of another time", async () => {
    expect(await unlink({ leaving: stolen, remaining: stolen, byBoth: true })).to.equal(refused);
    const bob = await createUser(node, provider);
    expect(await unlink({ leaving: stolen, remaining: middle }, bob, bob.userId)).to.equal(refused);
    expect(await unlink({ leaving: stolen, remaining: middle }, bob)).to.equal(refused);
    for (const seconds of [-601, 10]) {
      const changes = { issuedAt: nowSeconds(node) + seconds };
      expect(await unlink({ leaving: stolen, remaining: middle, changes }, alice)).to.equal(refused);
    }
  });

  it("does not use the unlinking of before on an account that is linked again", async () => {
    const used = await unlinkAccount(node, alice.userId, { leaving: stolen, remaining: middle });
    succeeded(await alice.request(used));
    node.clock.aheadMs += 1_000;
    succeeded(await alice.request(await linkAccount(node, alice, stolen)));
    await alice.request(used);
    const me = meSchema.parse(succeeded(await alice.request(get(PATHS.me))).json);
    expect(me.accounts.filter(({ unlinked }) => unlinked === undefined)).to.have.length(3);
  });
});
