import { expect } from "chai";
import { parseEther, toBeHex, verifyMessage } from "ethers";
import type { Browser, Page } from "playwright-core";
import { bundlePage } from "../../test/browser/harness/bundle-page.ts";
import { launchChromium, type WatchedContext, watchedContext } from "../../test/browser/harness/chromium.ts";
import { type ServedPage, servePage } from "../../test/browser/harness/serve-page.ts";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";

describe("the development wallet in a page", () => {
  let chain: TestChain;
  let other: TestChain;
  let browser: Browser;
  let served: ServedPage;
  let watched: WatchedContext;
  let page: Page;

  before(async () => {
    [chain, other] = [await startTestChain(), await startTestChain(5)];
    const policy = `connect-src ${chain.rpcUrl} ${other.rpcUrl}; require-trusted-types-for 'script'; trusted-types 'none'`;
    served = await servePage({ bundle: await bundlePage("development-wallet/test/pages/page.ts"), policy });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await Promise.all([served.stop(), chain.stop(), other.stop()]);
  });
  beforeEach(async () => {
    watched = await watchedContext(browser);
    page = await watched.context.newPage();
    await open();
  });
  afterEach(() => watched.context.close());

  async function open(rpcUrl = chain.rpcUrl): Promise<void> {
    await page.goto(served.origin);
    const accounts = [1, 2].map((index) => {
      const { privateKey } = chain.account(index);
      return { name: index === 1 ? "Alice" : "Bob", privateKey };
    });
    await page.evaluate(`announce(${JSON.stringify({ chainId: 31337, rpcUrl, accounts })})`);
  }
  const ask = (method: string, ...params: unknown[]): Promise<unknown> =>
    page.evaluate(`askAnnounced(${JSON.stringify({ method, params })})`);
  const dialog = () => page.getByRole("dialog");
  /** Asks, and presses a button of the dialog that comes; resolves with the answer and what the dialog said. */
  async function asked(press: string, method: string, ...params: unknown[]) {
    const answer = ask(method, ...params);
    const said = await dialog().innerText();
    await dialog().getByRole("button", { name: press }).click();
    return { said, answer: await answer };
  }
  const connect = (name: string) => asked(name, "eth_requestAccounts");

  it("is marked as what it is, and gives an account that the person chooses", async () => {
    expect(await ask("eth_accounts")).to.deep.equal([]);
    const { said, answer } = await connect("Bob");
    expect(said).to.include("Development wallet").and.include(served.origin);
    expect(answer).to.deep.equal([chain.account(2).address]);
    await open();
    expect(await ask("eth_accounts")).to.deep.equal(answer);
    const switched = await asked("Alice", "wallet_requestPermissions", { eth_accounts: {} });
    expect(switched.said).to.include("Bob (connected)");
    expect(await ask("eth_accounts")).to.deep.equal([chain.account(1).address]);
    expect(watched.faults).to.deep.equal([]);
  });

  it("shows a text before it signs it", async () => {
    await connect("Alice");
    const { address } = chain.account(1);
    const { said, answer } = await asked("Approve", "personal_sign", "0x6869207468657265", address);
    expect(said).to.include("hi there");
    expect(verifyMessage("hi there", String(answer))).to.equal(address);
  });

  it("shows a transaction before it sends it", async () => {
    await connect("Alice");
    const [from, to] = [chain.account(1).address, chain.account(7).address];
    const before = await chain.provider.getBalance(to);
    const transaction = { from, to, value: toBeHex(parseEther("1.5")) };
    const { said, answer } = await asked("Approve", "eth_sendTransaction", transaction);
    expect(said).to.include("1.5 ETH").and.include(to);
    await chain.provider.waitForTransaction(String(answer));
    expect(await chain.provider.getBalance(to)).to.equal(before + parseEther("1.5"));
  });

  it("does nothing where the person rejects, or dismisses the dialog", async () => {
    expect((await asked("Reject", "eth_requestAccounts")).answer).to.equal("error 4001");
    await connect("Alice");
    const from = chain.account(1).address;
    const nonce = await chain.provider.getTransactionCount(from);
    expect((await asked("Reject", "personal_sign", "0x6869", from)).answer).to.equal("error 4001");
    const sending = ask("eth_sendTransaction", { from, to: from });
    await dialog().waitFor();
    await page.keyboard.press("Escape");
    expect(await sending).to.equal("error 4001");
    expect(await chain.provider.getTransactionCount(from)).to.equal(nonce);
  });

  it("refuses another account than the one that is connected, other chains, and what it does not know", async () => {
    await connect("Alice");
    const [alice, bob] = [chain.account(1).address, chain.account(2).address];
    expect(await ask("personal_sign", "0x6869", bob)).to.equal("error 4100");
    expect(await ask("wallet_switchEthereumChain", { chainId: "0x1" })).to.equal("error 4902");
    expect(await ask("wallet_switchEthereumChain", { chainId: "0x7a69" })).to.equal(null);
    const types = { Mail: [{ name: "text", type: "string" }] };
    const mail = {
      domain: { name: "Mail", chainId: 1 },
      types,
      primaryType: "Mail",
      message: { text: "hi" },
    };
    expect(await ask("eth_signTypedData_v4", alice, JSON.stringify(mail))).to.equal("error -32602");
    for (const method of ["eth_sign", "hardhat_setBalance", "eth_sendRawTransaction"])
      expect(await ask(method, alice, "0x00"), method).to.equal("error 4200");
    expect(await dialog().count()).to.equal(0);
  });

  it("connects to no chain but the local one, whatever its configuration says", async () => {
    await open(other.rpcUrl);
    expect(await ask("eth_requestAccounts")).to.equal("error 4901");
    expect(await dialog().count()).to.equal(0);
    const config = { chainId: 31337, rpcUrl: "http://rpc.example", accounts: [] };
    const refusal = page.evaluate(`announce(${JSON.stringify(config)})`).then(
      () => "announced",
      (error: unknown) => String(error),
    );
    expect(await refusal).to.match(/ZodError/);
  });
});
