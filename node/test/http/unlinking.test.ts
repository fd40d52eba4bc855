import { meSchema, PATHS, publicUserSchema } from "@idos/protocol";
import { expect } from "chai";
import { Wallet } from "ethers";
import { type Actor, createActor } from "../harness/actor.ts";
import { get, jsonRequest } from "../harness/exchange.ts";
import { linkAccount, type Unlinking, unlinkAccount } from "../harness/linked-account.ts";
import { store } from "../harness/records.ts";
import { putShare } from "../harness/shares.ts";
import {
  createUser,
  foundingLink,
  randomId,
  signedInProvider,
  succeeded,
  type User,
} from "../harness/story.ts";
import { CONFIRMATIONS, startTestNode, type TestNode } from "../harness/test-node.ts";

const newKey = (): Wallet => new Wallet(Wallet.createRandom().privateKey);
/** Numbers of the chain's accounts. */
const ALICE_TOO = 0;
const BOB = 1;

describe("unlinking an account", () => {
  let node: TestNode;
  let provider: Actor;
  before(async () => {
    node = await startTestNode();
    provider = await signedInProvider(node);
  });
  after(() => node.stop());
  beforeEach(() => {
    node.clock.aheadMs = 0;
  });
  /** So that what is signed next is later by a whole second. */
  const aSecondLater = (): void => {
    node.clock.aheadMs += 1_000;
  };

  /** A user with a founding account and one that was linked a second later. */
  async function userWithTwo(added = newKey()): Promise<{ alice: User; added: Wallet; second: Actor }> {
    const alice = await createUser(node, provider);
    aSecondLater();
    succeeded(await alice.request(await linkAccount(node, alice, added)));
    const second = await createActor(node, added);
    succeeded(await second.signIn());
    return { alice, added, second };
  }
  const unlink = async (by: Actor, user: User, unlinking: Unlinking): Promise<string> =>
    (await by.request(await unlinkAccount(node, user.userId, unlinking))).outcome;
  const me = async (by: Actor) => meSchema.parse(succeeded(await by.request(get(PATHS.me))).json);
  const isServed = async (by: Actor): Promise<string> => (await by.request(get(PATHS.me))).outcome;

  it("by an older account alone ends the later one's sessions at once, and stays in the user's history", async () => {
    const { alice, added, second } = await userWithTwo();
    expect(await isServed(second)).to.equal("200");
    expect(await unlink(alice, alice, { leaving: added, remaining: alice.wallet })).to.equal("204");
    expect(await isServed(second)).to.equal("401 SESSION_UNKNOWN");
    const { accounts } = await me(alice);
    expect(accounts.map(({ link }) => link.account)).to.deep.equal([alice.account, second.account]);
    expect(accounts.map(({ unlinked }) => unlinked?.unlink.unlinkedBy)).to.deep.equal([
      undefined,
      alice.account,
    ]);
    const looked = await alice.request(get(PATHS.userByAccount(second.account)));
    expect(looked.outcome).to.equal("404 USER_NOT_FOUND");
  });

  it("sent again after a lost answer, succeeds again", async () => {
    const { alice, added } = await userWithTwo();
    const sent = await unlinkAccount(node, alice.userId, { leaving: added, remaining: alice.wallet });
    succeeded(await alice.request(sent));
    const before = await node.databaseDigest();
    succeeded(await alice.request(sent));
    expect(await node.databaseDigest()).to.equal(before);
  });

  it("ends what the account's grants allow, by the very next read", async () => {
    const { chain } = node.deployed;
    const { alice, added } = await userWithTwo(chain.account(ALICE_TOO));
    const bob = await createUser(node, provider, chain.account(BOB));
    const version = await store(node, alice);
    const shareId = randomId();
    const document = { ownerAccount: node.deployed.address(ALICE_TOO) };
    succeeded(
      await alice.request(await putShare(node, shareId, alice, bob.account, [version], { document })),
    );
    const block = await node.deployed.grant({ owner: ALICE_TOO, grantee: BOB, shareId });
    await chain.mine(CONFIRMATIONS);
    const read = get(`${PATHS.share(shareId)}?atLeast=${block + CONFIRMATIONS}`);
    expect((await bob.request(read)).outcome).to.equal("200");
    expect(await unlink(alice, alice, { leaving: added, remaining: alice.wallet })).to.equal("204");
    expect((await bob.request(read)).outcome).to.equal("403 ACCESS_NOT_GRANTED");
    expect(await node.deployed.isGranted({ owner: ALICE_TOO, grantee: BOB, shareId }), "on chain").to.equal(
      true,
    );
  });

  it("of the founding account takes its own signature too", async () => {
    const { alice, added, second } = await userWithTwo();
    const founding = { leaving: alice.wallet, remaining: added };
    expect(await unlink(second, alice, founding)).to.equal("422 ACCOUNT_UNLINK_INVALID");
    expect(await unlink(second, alice, { ...founding, byBoth: true })).to.equal("204");
    expect(await isServed(alice)).to.equal("401 SESSION_UNKNOWN");
    expect((await me(second)).userId).to.equal(alice.userId);
  });

  it("lets the account be linked again later, or be another user's", async () => {
    const { alice, added, second } = await userWithTwo();
    const early = await linkAccount(node, alice, added);
    aSecondLater();
    expect(await unlink(alice, alice, { leaving: added, remaining: alice.wallet })).to.equal("204");
    expect((await alice.request(early)).outcome, "what was signed before").to.equal(
      "422 ACCOUNT_LINK_INVALID",
    );
    aSecondLater();
    succeeded(await alice.request(await linkAccount(node, alice, added)));
    succeeded(await second.signIn());
    expect((await me(second)).accounts).to.have.length(3);
    aSecondLater();
    expect(await unlink(alice, alice, { leaving: added, remaining: alice.wallet })).to.equal("204");
    const founding = await foundingLink(node, added);
    const made = await provider.request(jsonRequest("POST", PATHS.users, founding));
    expect(publicUserSchema.parse(succeeded(made).json).userId).to.equal(founding.link.userId);
  });

  it("at once of each by the other leaves exactly one", async () => {
    const { alice, added, second } = await userWithTwo();
    const outcomes = await Promise.all([
      unlink(alice, alice, { leaving: added, remaining: alice.wallet, byBoth: true }),
      unlink(second, alice, { leaving: alice.wallet, remaining: added, byBoth: true }),
    ]);
    expect(outcomes.filter((outcome) => outcome === "204")).to.have.length(1);
    const served = await Promise.all([isServed(alice), isServed(second)]);
    expect(served.filter((outcome) => outcome === "200")).to.have.length(1);
  });
});
