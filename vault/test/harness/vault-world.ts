import { originSchema } from "@idos/protocol";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { freePort } from "../../../scripts/process/free-port.ts";
import { type ServedVault, serveVault, type VaultServing } from "../../../scripts/vault/serve-vault.ts";
import { bundlePage } from "../../../test/browser/harness/bundle-page.ts";
import { launchChromium } from "../../../test/browser/harness/chromium.ts";
import { injectWallet } from "../../../test/browser/harness/injected-wallet.ts";
import { type ServedPage, servePage } from "../../../test/browser/harness/serve-page.ts";
import { startTestNetwork, type TestNetwork } from "../../../test/harness/network.ts";
import { newcomer, type Person, settled } from "../../../test/harness/people.ts";

/** A vault beside a node, a dashboard that is its first party, a dApp and a hostile page, each of its own origin. */
export interface VaultWorld {
  readonly network: TestNetwork;
  readonly vaultOrigin: string;
  readonly dappOrigin: string;
  readonly dashboardOrigin: string;
  readonly hostileOrigin: string;
  readonly alice: Person;
  readonly recoveryCode: string;
  /** Whose backend reads what Alice grants. */
  readonly dapp: Person;
  /** A context with Alice's wallet in it. */
  context(): Promise<BrowserContext>;
  stop(): Promise<void>;
}

const IDLE_SECONDS = 600;

export async function startVaultWorld(
  serving: Partial<Pick<VaultServing, "headers">> & { readonly idleSeconds?: number } = {},
): Promise<VaultWorld> {
  const pages = await servePages();
  const port = await freePort();
  const vaultOrigin = `http://vault.localhost:${port}`;
  const network = await startTestNetwork({ pageOrigins: [vaultOrigin] });
  const dashboardOrigin = pages.friendly.originAt("dashboard.localhost");
  const vault: ServedVault = await serveVault({
    port,
    config: {
      node: originSchema.parse(network.nodeUrl),
      deployment: network.deployment,
      firstParties: [originSchema.parse(dashboardOrigin)],
      idleSeconds: serving.idleSeconds ?? IDLE_SECONDS,
    },
    ...(serving.headers && { headers: serving.headers }),
  });
  const alice = await newcomer(network, 1);
  await alice.session.keys.create();
  const recoveryCode = await alice.session.keys.backUpWithRecoveryCode({ slot: "one" });
  await alice.session.keys.backUpWithRecoveryCode({ slot: "two" });
  await alice.session.keys.publish();
  const dapp = await settled(network, 2);
  const browser: Browser = await launchChromium();
  return {
    ...{ network, vaultOrigin, dashboardOrigin, alice, recoveryCode, dapp },
    dappOrigin: pages.friendly.originAt("dapp.localhost"),
    hostileOrigin: pages.hostile.originAt("hostile.localhost"),
    async context() {
      const context = await browser.newContext();
      await injectWallet(context, { accounts: [network.chain.account(1)], chainId: network.chain.chainId });
      return context;
    },
    async stop() {
      await browser.close();
      await Promise.all([vault.stop(), pages.friendly.stop(), pages.hostile.stop()]);
      await network.stop();
    },
  };
}

async function servePages(): Promise<{ friendly: ServedPage; hostile: ServedPage }> {
  const policy = "frame-src *; script-src 'self' 'unsafe-eval'";
  const headers = { "content-security-policy": policy };
  const [friendly, hostile] = await Promise.all([
    servePage({ bundle: await bundlePage("vault/test/pages/friendly-page.ts"), policy: "frame-src *" }),
    servePage({ bundle: await bundlePage("vault/test/pages/hostile-page.ts"), headers }),
  ]);
  return { friendly, hostile };
}

/** Opens the vault's window by what `ask` does in the page. */
export async function popupOf(page: Page, ask: string): Promise<{ popup: Page; outcome: Promise<unknown> }> {
  const opened = page.waitForEvent("popup");
  const outcome: Promise<unknown> = page.evaluate(ask);
  return { popup: await opened, outcome };
}

/** In the vault's window: signs in with the wallet and unlocks with the recovery code. */
export async function unlockIn(popup: Page, recoveryCode: string): Promise<void> {
  await popup.getByRole("button", { name: "Continue with Test wallet" }).click();
  await popup.getByLabel("or your recovery code").fill(recoveryCode);
  await popup.getByRole("button", { name: "Unlock" }).click();
}
