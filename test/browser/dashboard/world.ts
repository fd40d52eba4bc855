import { createIssuer, createStatusRegistry, signIn } from "@idos/sdk";
import type { Wallet } from "ethers";
import type { Browser } from "playwright-core";
import { serveDashboard } from "../../../dashboard/server/serve-dashboard.ts";
import { createIssuerApp } from "../../../examples/issuer/issuer-app.ts";
import { STATUS_PATH } from "../../../examples/issuer/public-routes.ts";
import { freePort } from "../../../scripts/process/free-port.ts";
import { ISSUER_ACCOUNT, ISSUER_URL, startTestNetwork, type TestNetwork } from "../../harness/network.ts";
import { noPages } from "../../harness/no-pages.ts";
import { serveApp } from "../../harness/served-app.ts";
import { launchChromium } from "../harness/chromium.ts";
import { builtDashboard } from "./built-dashboard.ts";
import { openVisit, type Visit, type VisitOptions } from "./visit.ts";

const OFFICE_TOKEN = "a".repeat(32);

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
  // A name, since passkeys are never of a bare address.
  const url = `http://dashboard.localhost:${port}`;
  const [site, network, browser] = await Promise.all([
    builtDashboard(),
    startTestNetwork({ dashboardOrigin: url }),
    launchChromium(),
  ]);
  const { chain, deployment } = network;
  const provider = await serveApp(await issuerOf(network));
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

/** As whoever runs the example would: it has a status list, and no pages here. */
async function issuerOf({
  nodeUrl: node,
  deployment,
  chain,
  credentialKey,
  issuerAccount: account,
}: TestNetwork) {
  const statuses = createStatusRegistry({ uri: ISSUER_URL + STATUS_PATH, save: () => undefined });
  const session = await signIn({ node, signer: chain.account(ISSUER_ACCOUNT), deployment });
  const issuer = createIssuer(session, { url: ISSUER_URL, key: credentialKey, statuses });
  const beside = { url: ISSUER_URL, node, deployment, pages: noPages, token: OFFICE_TOKEN };
  return createIssuerApp({
    connect: () => Promise.resolve(issuer),
    account,
    credentialKey,
    statuses,
    ...beside,
  });
}
