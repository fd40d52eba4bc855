import { createOwner, signFoundingLink, signIn } from "@idos/sdk";
import { expect } from "chai";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { newcomer, signInPerson } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

describe("flow 1, join", () => {
  let network: TestNetwork;
  before(async () => {
    network = await startTestNetwork();
  });
  after(() => network.stop());

  it("a person without an entry can sign in, and has nothing", async () => {
    const stranger = await signInPerson(network, network.chain.account(8));
    expect(await refusalOf(stranger.owner.me())).to.equal("NO_USER");
  });

  it("the provider makes her entry from her wallet's signature, and one sign-in returns it", async () => {
    const alice = await newcomer(network, 1);
    const me = await alice.owner.me();
    expect(me.accounts).to.deep.equal([alice.account]);
    expect(me.keys).to.equal(null);
    expect(await alice.owner.records.list()).to.deep.equal([]);
  });

  it("nobody but a provider makes entries", async () => {
    const mallory = await signInPerson(network, network.chain.account(7));
    const founding = await signFoundingLink(network.chain.account(6));
    expect(await refusalOf(mallory.session.node.createUser(founding))).to.equal("PROVIDER_ONLY");
  });

  it("an entry founded by another wallet than it names is refused, and an account has one entry", async () => {
    const founding = await signFoundingLink(network.chain.account(5));
    const forged = { ...founding, signature: (await signFoundingLink(network.chain.account(6))).signature };
    expect(await refusalOf(network.issuer.createUser(forged))).to.equal("ARGUMENT_INVALID");
    await network.issuer.createUser(founding);
    await network.issuer.createUser(founding);
    const another = await signFoundingLink(network.chain.account(5));
    expect(await refusalOf(network.issuer.createUser(another))).to.equal("ACCOUNT_TAKEN");
  });

  it("she may link a second wallet and sign in with it", async () => {
    const alice = await newcomer(network, 2);
    const second = network.chain.account(3);
    await alice.owner.linkAccount(second);
    const again = await signInPerson(network, second);
    expect((await again.owner.me()).userId).to.equal((await alice.owner.me()).userId);
  });

  it("a session ends when she signs out", async () => {
    const alice = await newcomer(network, 4);
    await alice.session.signOut();
    expect(await refusalOf(alice.owner.me())).to.equal("SESSION_UNKNOWN");
  });

  it("a page that the node does not know gets no session", async () => {
    const { nodeUrl: node, deployment, chain } = network;
    const pageOrigin = "https://evil.example";
    const attempt = signIn({ node, signer: chain.account(1), deployment, pageOrigin }).then(createOwner);
    expect(await refusalOf(attempt)).to.equal("SCOPE_NOT_ALLOWED");
  });
});
