import type { Wallet } from "ethers";
import type { Browser } from "playwright-core";
import { serveDashboard } from "../../../dashboard/server/serve-dashboard.ts";
import { createIssuerApp } from "../../../examples/issuer/issuer-app.ts";
import { freePort } from "../../../scripts/process/free-port.ts";
import { ISSUER_URL, startTestNetwork, type TestNetwork } from "../../harness/network.ts";
import { serveApp } from "../../harness/served-app.ts";
import { launchChromium } from "../harness/chromium.ts";
import { builtDashboard } from "./built-dashboard.ts";
import { openVisit, type Visit, type VisitOptions } from "./visit.ts";

/** Chain, node, an issuer that makes entries, the built dashboard as it is served, and a browser. */
export interface DashboardWorld {
  readonly network: TestNetwork;
  readonly browser: Browser;
  readonly url: string;
  /** A browser profile of its own, with a wallet of these accounts, at the dashboard's first page. */
  readonly visit: (accounts: readonly Wallet[], options?: VisitOptions) => Promise<Visit>;
  readonly stop: () => Promise<void>;
}

export async function startDashboardWorld(): Promise<DashboardWorld> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [site, network, browser] = await Promise.all([
    builtDashboard(),
    startTestNetwork({ dashboardOrigin: url }),
    launchChromium(),
  ]);
  const { issuer, issuerAccount: account, credentialKey, chain, deployment } = network;
  const connect = () => Promise.resolve(issuer);
  const provider = await serveApp(
    createIssuerApp({ connect, account, url: ISSUER_URL, credentialKey, dashboards: [url] }),
  );
  const config = {
    nodes: [network.nodeUrl],
    chain: { id: chain.chainId, name: "Local chain", rpcUrl: chain.rpcUrl },
    ...{ contract: deployment.contract, contractBlock: 0 },
    providers: [{ name: "Example KYC", url: provider.url }],
  };
  const dashboard = await serveDashboard(site, config, { host: "127.0.0.1", port });
  return {
    ...{ network, browser, url },
    visit: (accounts, options) => openVisit({ browser, url, chainId: chain.chainId }, accounts, options),
    async stop() {
      await browser.close();
      await dashboard.stop();
      await provider.stop();
      await network.stop();
    },
  };
}
