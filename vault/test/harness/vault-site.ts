import { type Deployment, originSchema } from "@idos/protocol";
import type { Browser } from "playwright-core";
import { serveVault, type VaultServing } from "../../../scripts/vault/serve-vault.ts";
import { bundlePage } from "../../../test/browser/harness/bundle-page.ts";
import { launchChromium } from "../../../test/browser/harness/chromium.ts";
import { servePage } from "../../../test/browser/harness/serve-page.ts";

/** A served vault and pages around it, each of its own origin and site; the dashboard is the vault's first party. */
export interface VaultSite {
  readonly browser: Browser;
  readonly dappOrigin: string;
  readonly dashboardOrigin: string;
  readonly hostileOrigin: string;
  stop(): Promise<void>;
}

export interface VaultSiteOptions extends Pick<VaultServing, "headers"> {
  readonly port: number;
  readonly node: string;
  readonly deployment: Deployment;
  readonly idleSeconds: number;
}

export function vaultOriginAt(port: number): string {
  return `http://vault.localhost:${port}`;
}

export async function startVaultSite(options: VaultSiteOptions): Promise<VaultSite> {
  const { port, node, deployment, idleSeconds, headers } = options;
  const friendly = await servePage({
    bundle: await bundlePage("vault/test/pages/friendly-page.ts"),
    policy: "frame-src *",
  });
  const hostile = await servePage({
    bundle: await bundlePage("vault/test/pages/hostile-page.ts"),
    headers: { "content-security-policy": "frame-src *; script-src 'self' 'unsafe-eval'" },
  });
  const dashboardOrigin = friendly.originAt("dashboard.localhost");
  const firstParties = [originSchema.parse(dashboardOrigin)];
  const config = { node: originSchema.parse(node), deployment, firstParties, idleSeconds };
  const vault = await serveVault({ port, config, ...(headers && { headers }) });
  const browser = await launchChromium();
  return {
    ...{ browser, dashboardOrigin },
    dappOrigin: friendly.originAt("dapp.localhost"),
    hostileOrigin: hostile.originAt("hostile.localhost"),
    async stop() {
      await browser.close();
      await Promise.all([vault.stop(), friendly.stop(), hostile.stop()]);
    },
  };
}
