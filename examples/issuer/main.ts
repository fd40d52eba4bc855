import { createIdos, createStatusRegistry, importCredentialKey } from "@idos/sdk";
import { Wallet } from "ethers";
import { reconnecting } from "../reconnecting.ts";
import { serve } from "../serve.ts";
import { environment } from "./environment.ts";
import { createIssuerApp, STATUS_PATH } from "./issuer-app.ts";
import { loadEntries, saveEntries } from "./status-file.ts";

const url = environment.ISSUER_URL;
const signer = new Wallet(environment.ISSUER_PRIVATE_KEY);
const credentialKey = await importCredentialKey(environment.ISSUER_CREDENTIAL_JWK);
const statuses = createStatusRegistry({
  uri: url + STATUS_PATH,
  entries: await loadEntries(environment.ISSUER_STATUS_FILE),
  save: (entries) => saveEntries(environment.ISSUER_STATUS_FILE, entries),
});

const connect = reconnecting(async () => {
  const idos = await createIdos({
    nodes: [environment.IDOS_NODE],
    signer,
    deployment: { chainId: environment.IDOS_CHAIN_ID, contract: environment.IDOS_CONTRACT },
    scopes: ["read", "write"],
    // A server has time: its node may be restarting.
    unreachableMs: 20_000,
  });
  await idos.signIn();
  return idos.issuer({ url, key: credentialKey, statuses });
});

await serve(createIssuerApp({ connect, account: signer.address, url, credentialKey, statuses }), url);
