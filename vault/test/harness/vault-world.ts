import type { BrowserContext, Page } from "playwright-core";
import { freePort } from "../../../scripts/process/free-port.ts";
import { injectWallet } from "../../../test/browser/harness/injected-wallet.ts";
import { startTestNetwork, type TestNetwork } from "../../../test/harness/network.ts";
import { backUpWithCode, newcomer, type Person, settled } from "../../../test/harness/people.ts";
import { startVaultSite, vaultOriginAt, type VaultSite } from "./vault-site.ts";

/** A vault's site beside a node, and Alice, whose keys the vault unlocks. */
export interface VaultWorld extends Omit<VaultSite, "browser"> {
  readonly network: TestNetwork;
  readonly vaultOrigin: string;
  readonly alice: Person;
  readonly recoveryCode: string;
  /** Whose backend reads what Alice grants. */
  readonly dapp: Person;
  /** A context with Alice's wallet in it. */
  context(): Promise<BrowserContext>;
}

export async function startVaultWorld(idleSeconds = 600): Promise<VaultWorld> {
  const port = await freePort();
  const vaultOrigin = vaultOriginAt(port);
  const network = await startTestNetwork({ pageOrigins: [vaultOrigin] });
  const { nodeUrl: node, deployment, chain } = network;
  const { browser, ...site } = await startVaultSite({ port, node, deployment, idleSeconds });
  const alice = await newcomer(network, 1);
  await alice.session.keys.create();
  const recoveryCode = await backUpWithCode(alice.session.keys);
  await backUpWithCode(alice.session.keys);
  await alice.session.keys.publish();
  const dapp = await settled(network, 2);
  return {
    ...site,
    ...{ network, vaultOrigin, alice, recoveryCode, dapp },
    async context() {
      const context = await browser.newContext();
      await injectWallet(context, { accounts: [chain.account(1)], chainId: chain.chainId });
      return context;
    },
    async stop() {
      await site.stop();
      await network.stop();
    },
  };
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
