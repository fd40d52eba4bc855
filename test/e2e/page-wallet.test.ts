import { createIdos, type GrantRequest, type Idos, type Progress, signFoundingLink } from "@idos/sdk";
import { expect } from "chai";
import { createPageWallet, type PageWallet } from "../../sdk/test/harness/page-wallet.ts";
import { startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { backUpWithCode, type Person, settled } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";

const ALICE = 1;
const BOB = 2;
const OTHER = 3;

describe("a page's wallet in mid-flow", () => {
  let network: TestNetwork;
  let bob: Person;
  before(async () => {
    network = await startTestNetwork();
    bob = await settled(network, BOB);
    await network.issuer.createUser(await signFoundingLink(network.chain.account(ALICE)));
  });
  after(() => network.stop());

  let wallet: PageWallet;
  let idos: Idos;
  let request: GrantRequest;
  let recoveryCode: string | undefined;
  const progress: Progress[] = [];
  const connect = () => {
    const { nodeUrl, deployment, dashboardOrigin: pageOrigin } = network;
    return createIdos({
      ...{ nodes: [nodeUrl], signer: wallet.provider, deployment, pageOrigin },
      onProgress: (step) => void progress.push(step),
    });
  };
  const steps = () => progress.map(({ step }) => step);

  beforeEach(async () => {
    progress.length = 0;
    wallet = createPageWallet(network.chain, ALICE);
    idos = await connect();
    if (recoveryCode === undefined) {
      await idos.keys.create();
      recoveryCode = await backUpWithCode(idos.keys);
      await backUpWithCode(idos.keys);
      await idos.keys.publish();
    } else await idos.keys.unlock({ recoveryCode });
    const record = await idos.owner.records.create({ type: "profile/city", value: "Lisbon" });
    request = { records: [record], grantee: bob.account, purpose: "Send the book", expiresIn: "7d" };
  });

  it("signs in, grants and tells each step, by EIP-1193 alone", async () => {
    const { shareId } = await idos.owner.grant(request);
    expect((await bob.consumer.readShare(shareId)).records).to.have.length(1);
    const { receipt } = await idos.owner.revoke(shareId);
    expect(receipt.blockNumber).to.be.above(0);
    const told = ["sign-in-asked", "signed-in", "records-wrapped", "share-staged"];
    const sent = ["transaction-asked", "transaction-sent", "transaction-included"];
    expect(steps()).to.deep.equal([...told, ...sent, "node-caught-up", ...sent, "node-caught-up"]);
    expect(wallet.called.filter((method) => method === "personal_sign")).to.have.length(1);
  });

  const sendFails: readonly (readonly [string, string, () => void])[] = [
    ["the person declines", "WALLET_REJECTED", () => wallet.failNext("eth_sendTransaction", 4001)],
    ["the wallet disconnects", "WALLET_DISCONNECTED", () => wallet.failNext("eth_sendTransaction", 4900)],
    ["the page is cut off", "WALLET_DISCONNECTED", () => wallet.disconnect()],
    ["the account is switched", "WRONG_ACCOUNT", () => wallet.switchAccount(OTHER)],
    ["the chain is switched", "WRONG_CHAIN", () => wallet.switchChain(1)],
  ];
  for (const [happening, code, act] of sendFails)
    it(`leaves nothing behind where ${happening} before it sends`, async () => {
      const before = await idos.owner.listShares();
      act();
      expect(await refusalOf(idos.owner.grant(request))).to.equal(code);
      expect(steps().at(-1)).to.equal("share-taken-back");
      expect(await idos.owner.listShares()).to.have.length(before.length);
    });

  it("opens no session where the person declines, and asks again at the next try", async () => {
    const fresh = await connect();
    wallet.failNext("personal_sign", 4001);
    expect(await refusalOf(fresh.owner.me())).to.equal("WALLET_REJECTED");
    expect((await fresh.owner.me()).accounts).to.include(fresh.account);
  });

  it("signs nothing in the name of an account that is not the wallet's any more", async () => {
    const fresh = await connect();
    wallet.switchAccount(OTHER);
    expect(await refusalOf(fresh.signIn())).to.equal("WRONG_ACCOUNT");
    expect(await refusalOf(idos.owner.allowIssuer({ issuer: network.issuerAccount }))).to.equal(
      "WRONG_ACCOUNT",
    );
    expect(wallet.called.filter((method) => method === "personal_sign")).to.have.length(1);
  });

  it("is said to be disconnected, or to have declined, where it names no account", async () => {
    for (const [failure, code] of [
      [4001, "WALLET_REJECTED"],
      [4100, "WALLET_DISCONNECTED"],
    ] as const) {
      wallet.disconnect();
      wallet.failNext("eth_requestAccounts", failure);
      expect(await refusalOf(connect())).to.equal(code);
    }
  });
});
