import { createIdos, createStatusRegistry, importCredentialKey } from "@idos/sdk";
import { Wallet } from "ethers";
import { reconnecting } from "../reconnecting.ts";
import { servePages } from "../serve-pages.ts";
import { serve } from "../serve.ts";
import { environment } from "./environment.ts";
import { createIssuerApp } from "./issuer-app.ts";
import { STATUS_PATH } from "./public-routes.ts";
import { loadEntries, saveEntries } from "./status-file.ts";

const url = environment.ISSUER_URL;
const node = environment.IDOS_NODE;
const deployment = { chainId: environment.IDOS_CHAIN_ID, contract: environment.IDOS_CONTRACT };
const signer = new Wallet(environment.ISSUER_PRIVATE_KEY);
const credentialKey = await importCredentialKey(environment.ISSUER_CREDENTIAL_JWK);
const statuses = createStatusRegistry({
  uri: url + STATUS_PATH,
  entries: await loadEntries(environment.ISSUER_STATUS_FILE),
  save: (entries) => saveEntries(environment.ISSUER_STATUS_FILE, entries),
});

const connect = reconnecting(async () => {
  const idos = await createIdos({
    nodes: [node],
    signer,
    deployment,
    scopes: ["read", "write"],
    // A server has time: its node may be restarting.
    unreachableMs: 20_000,
  });
  await idos.signIn();
  return idos.issuer({ url, key: credentialKey, statuses });
});

const reach = [new URL(node).origin, ...environment.ISSUER_PAGES_REACH.split(" ")];
const app = createIssuerApp({
  ...{ connect, account: signer.address, url, credentialKey, statuses, node, deployment },
  token: environment.ISSUER_OFFICE_TOKEN,
  pages: await servePages(environment.ISSUER_PAGES, reach),
});
await serve(app, url);
