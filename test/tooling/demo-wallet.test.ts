import { expect } from "chai";
import { Wallet } from "../../scripts/demo/wallet.ts";
import { startTestChain, type TestChain } from "../harness/chain.ts";

/** Creates a contract whose constructor does nothing but fail. */
const REVERTS = { data: "0xfe" };

describe("the demo's wallet", () => {
  let chain: TestChain;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());

  const pays = async (wallet: Wallet) => {
    const sent = await wallet.sendTransaction({ to: chain.account(2).address, value: 1n });
    return (await sent.wait(1, 5_000))?.status;
  };
  const refusalOf = (call: Promise<unknown>) =>
    call.then(
      () => undefined,
      (error: unknown) => error,
    );

  it("goes on paying after a transaction that the chain refused", async () => {
    const wallet = new Wallet(chain.account(1));
    expect(await pays(wallet)).to.equal(1);
    expect(await refusalOf(wallet.sendTransaction(REVERTS))).to.be.an("error");
    expect(await pays(wallet)).to.equal(1);
  });

  it("asks once, before it sends, and sends nothing that was not approved", async () => {
    const wallet = new Wallet(chain.account(3));
    wallet.beforeNextApproval(() => Promise.reject(new Error("no")));
    expect(await refusalOf(pays(wallet))).to.be.an("error");
    expect(await chain.provider.getTransactionCount(chain.account(3).address)).to.equal(0);
    expect(await pays(wallet)).to.equal(1);
  });
});
