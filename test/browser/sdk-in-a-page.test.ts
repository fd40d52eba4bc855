import { expect } from "chai";
import { Wallet } from "ethers";
import type { Browser } from "playwright-core";
import { bundlePage } from "./harness/bundle-page.ts";
import { launchChromium, type WatchedContext, watchedContext } from "./harness/chromium.ts";
import { injectWallet } from "./harness/injected-wallet.ts";
import { type ServedPage, servePage } from "./harness/serve-page.ts";

describe("the SDK in a page under a strict policy", () => {
  let browser: Browser;
  let served: ServedPage;
  let watched: WatchedContext;

  before(async () => {
    const policy = "require-trusted-types-for 'script'; trusted-types 'none'";
    served = await servePage({ bundle: await bundlePage("test/browser/pages/sdk-page.ts"), policy });
    browser = await launchChromium();
  });
  beforeEach(async () => {
    watched = await watchedContext(browser);
  });
  afterEach(() => watched.context.close());
  after(async () => {
    await browser.close();
    await served.stop();
  });

  it("loads, seals and opens an envelope, and breaks no policy", async () => {
    const page = await watched.context.newPage();
    await page.goto(served.origin);
    const outcome: unknown = await page.evaluate("sealAndOpen()");
    expect(outcome).to.deep.equal({ opened: "Only she reads this", refusedWith: "DECRYPTION_FAILED" });
    expect(watched.faults).to.deep.equal([]);
  });

  it("would be seen breaking it", async () => {
    const page = await watched.context.newPage();
    await page.goto(served.origin);
    const told = page.waitForEvent("console");
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement("img"), { src: "/x.png" }))`,
    );
    await told;
    expect(watched.faults.join()).to.match(/Content Security Policy/);
  });
});

describe("the wallet of the browser tests", () => {
  let browser: Browser;
  let served: ServedPage;

  before(async () => {
    served = await servePage({ bundle: await bundlePage("test/browser/pages/wallet-page.ts") });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await served.stop();
  });

  it("is found by its announcement, signs, rejects, switches and disconnects", async () => {
    const { context } = await watchedContext(browser);
    const [one, other] = [Wallet.createRandom(), Wallet.createRandom()].map(
      ({ privateKey }) => new Wallet(privateKey),
    );
    if (one === undefined || other === undefined) throw new TypeError("two wallets");
    const wallet = await injectWallet(context, { accounts: [one, other], chainId: 31337 });
    const page = await context.newPage();
    await page.goto(served.origin);
    const ask = (method: string, params: unknown[] = []): Promise<unknown> =>
      page.evaluate(`askAnnounced(${JSON.stringify({ method, params })})`);

    expect(await ask("eth_requestAccounts")).to.deep.equal([one.address]);
    expect(await ask("personal_sign", ["0x6869", one.address])).to.equal(await one.signMessage("hi"));
    wallet.rejectNext();
    expect(await ask("personal_sign", ["0x6869", one.address])).to.equal("error 4001");
    await wallet.switchAccount(1);
    expect(await ask("eth_accounts")).to.deep.equal([other.address]);
    await wallet.switchChain(5);
    expect(await ask("eth_chainId")).to.equal("0x5");
    await wallet.disconnect();
    expect(await ask("eth_accounts")).to.equal("error 4900");
    await context.close();
  });
});
