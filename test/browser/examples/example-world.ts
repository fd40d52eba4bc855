import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { originSchema } from "@idos/protocol";
import { createIssuer, createStatusRegistry, signIn } from "@idos/sdk";
import type { Browser } from "playwright-core";
import { createDappApp } from "../../../examples/dapp/dapp-app.ts";
import { createIssuerApp, KYC_TYPE } from "../../../examples/issuer/issuer-app.ts";
import { STATUS_PATH } from "../../../examples/issuer/public-routes.ts";
import { servePages } from "../../../examples/serve-pages.ts";
import { freePort } from "../../../scripts/process/free-port.ts";
import { buildPages, DAPP_PAGES, ISSUER_PAGES } from "../../../scripts/stack/build-pages.ts";
import { developmentWallet } from "../../../scripts/stack/development-wallet.ts";
import { serveVault } from "../../../scripts/vault/serve-vault.ts";
import { ISSUER_ACCOUNT, startTestNetwork, type TestNetwork } from "../../harness/network.ts";
import { backUpWithCode, newcomer, type Person, settled } from "../../harness/people.ts";
import { serveApp } from "../../harness/served-app.ts";
import { launchChromium } from "../harness/chromium.ts";

/** Both examples with their pages, beside a node and a vault; Alice has keys. */
export interface ExampleWorld {
  readonly network: TestNetwork;
  readonly browser: Browser;
  readonly dappUrl: string;
  readonly issuerUrl: string;
  readonly officeUrl: string;
  readonly alice: Person;
  /** The dApp's backend. */
  readonly dapp: Person;
  readonly recoveryCode: string;
  stop(): Promise<void>;
}

const OFFICE_TOKEN = "office-token-of-32-characters-or-more";

export async function startExampleWorld(): Promise<ExampleWorld> {
  const [vaultPort, issuerPort, dappPort] = [await freePort(), await freePort(), await freePort()];
  const vault = `http://vault.localhost:${vaultPort}`;
  const issuerUrl = `http://127.0.0.1:${issuerPort}`;
  const dappUrl = `http://127.0.0.1:${dappPort}`;
  const network = await startTestNetwork({ pageOrigins: [vault, issuerUrl] });
  const folder = await mkdtemp(join(tmpdir(), "idos-examples-"));
  const { deployment, nodeUrl: node, credentialKey } = network;
  const wallet = developmentWallet(network.chain.rpcUrl);
  const config = { node: originSchema.parse(node), deployment, firstParties: [], idleSeconds: 600 };
  const servedVault = await serveVault({ config, port: vaultPort, developmentWallet: wallet });

  const statuses = createStatusRegistry({ uri: issuerUrl + STATUS_PATH, save: () => undefined });
  const session = await signIn({ node, signer: network.chain.account(ISSUER_ACCOUNT), deployment });
  const face = createIssuer(session, { url: issuerUrl, key: credentialKey, statuses });
  const issuerApp = createIssuerApp({
    ...{ connect: () => Promise.resolve(face), account: session.account, url: issuerUrl, credentialKey },
    ...{ statuses, node, deployment, token: OFFICE_TOKEN },
    pages: await servePages(await buildPages(ISSUER_PAGES, join(folder, "issuer"), wallet), [
      node,
      wallet.rpcUrl,
    ]),
  });
  const issuer = await serveApp(issuerApp, issuerPort);

  const dapp = await settled(network, 4);
  const { consumer, account } = dapp;
  const dappApp = createDappApp({
    ...{ connect: () => Promise.resolve(consumer), account, origin: dappUrl, vault },
    requirements: { issuers: { [issuerUrl]: { keys: [credentialKey.publicJwk] } }, vcts: [KYC_TYPE] },
    pages: await servePages(await buildPages(DAPP_PAGES, join(folder, "dapp"), wallet), [wallet.rpcUrl]),
  });
  const dappServer = await serveApp(dappApp, dappPort);

  const alice = await newcomer(network, 1);
  await alice.session.keys.create();
  const recoveryCode = await backUpWithCode(alice.session.keys);
  await backUpWithCode(alice.session.keys);
  await alice.session.keys.publish();
  const browser = await launchChromium();
  return {
    ...{ network, browser, dappUrl, issuerUrl, alice, dapp, recoveryCode },
    officeUrl: `${issuerUrl}/office#${OFFICE_TOKEN}`,
    async stop() {
      await browser.close();
      await Promise.all([servedVault.stop(), issuer.stop(), dappServer.stop()]);
      await network.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
