import { createIdos, pinIssuers } from "@idos/sdk";
import { getBytes, Wallet } from "ethers";
import { reconnecting } from "../reconnecting.ts";
import { serve } from "../serve.ts";
import { createDappApp } from "./dapp-app.ts";
import { environment } from "./environment.ts";
import { joinOnce } from "./join.ts";

const signer = new Wallet(environment.DAPP_PRIVATE_KEY);

const connect = reconnecting(async () => {
  const { session, consumer } = await createIdos({
    nodes: [environment.IDOS_NODE],
    signer,
    deployment: { chainId: environment.IDOS_CHAIN_ID, contract: environment.IDOS_CONTRACT },
    scopes: ["read", "keys"],
    // A server has time: its node may be restarting.
    unreachableMs: 20_000,
  });
  await joinOnce(session, getBytes(`0x${environment.DAPP_SEED}`), environment.ISSUER_URL);
  return consumer;
});

// Pinned at the start: a verifier decides itself whose statements it believes.
const requirements = { issuers: await pinIssuers([environment.ISSUER_URL]), vcts: ["urn:example:kyc:basic"] };

await connect();
const origin = new URL(environment.DAPP_URL).origin;
await serve(createDappApp({ connect, account: signer.address, origin, requirements }), origin);
