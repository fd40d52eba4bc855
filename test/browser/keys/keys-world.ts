import type { BrowserContext, Page } from "playwright-core";
import { startTestNetwork } from "../../harness/network.ts";
import { backUpWithCode, newcomer } from "../../harness/people.ts";
import { bundlePage } from "../harness/bundle-page.ts";
import { launchChromium, watchedContext } from "../harness/chromium.ts";
import { injectWallet } from "../harness/injected-wallet.ts";
import { servePage } from "../harness/serve-page.ts";

/** A dashboard's page beside a node, and Alice, who has a key with two backups there. */
export interface KeysWorld {
  readonly seed: Uint8Array;
  readonly recoveryCode: string;
  readonly encryptionKey: string;
  /** A page with her wallet, in a browser profile of its own, and what went wrong in it. */
  open(): Promise<OpenPage>;
  stop(): Promise<void>;
}

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly faults: readonly string[];
  /** Loads the page, anew where it was loaded, and signs in. */
  visit(): Promise<void>;
}

export async function startKeysWorld(): Promise<KeysWorld> {
  const bundle = await bundlePage("test/browser/pages/keys-page.ts");
  const served = await servePage({ bundle, policy: "connect-src http://127.0.0.1:*" });
  const network = await startTestNetwork({ pageOrigins: [served.origin] });
  const { chain, nodeUrl, deployment } = network;
  const { session } = await newcomer(network, 1);
  const seed = crypto.getRandomValues(new Uint8Array(32));
  await session.keys.useSeed(seed);
  const recoveryCode = await backUpWithCode(session.keys);
  await backUpWithCode(session.keys);
  await session.keys.publish();
  const browser = await launchChromium();
  return {
    ...{ seed, recoveryCode, encryptionKey: session.keys.current().encryptionKey },
    async open() {
      const { context, faults } = await watchedContext(browser);
      await injectWallet(context, { accounts: [chain.account(1)], chainId: chain.chainId });
      const page = await context.newPage();
      return {
        ...{ page, context, faults },
        async visit() {
          await page.goto(served.origin);
          await page.evaluate(`page.signIn("${nodeUrl}", ${JSON.stringify(deployment)})`);
        },
      };
    },
    async stop() {
      await browser.close();
      await network.stop();
      await served.stop();
    },
  };
}
