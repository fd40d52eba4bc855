import { LOCAL_ACTORS } from "../stack/actors.ts";
import type { Stack } from "../stack/start-stack.ts";

/** What a person at a terminal can look at while the demo stays up. */
export function whatToTry({ node, issuer, dapp, chain, deployment, dataFolder }: Stack): string[] {
  return [
    `curl ${node.url}/v1/status                      the index: block, confirmed block, events`,
    `curl ${node.url}/v1/info                        which contract the node follows`,
    `curl ${node.url}/v1/shares/0x${"00".repeat(32)}`,
    "                                                          a refusal: problem+json with a stable code",
    `curl ${issuer.url}/.well-known/jwt-vc-issuer    the issuer's published keys`,
    `curl ${dapp.url}/api/terms                      what the dApp asks people for`,
    "",
    `JSON-RPC of the chain   ${chain.rpcUrl}`,
    `contract                ${deployment.contract}`,
    `Alice, Bob              ${LOCAL_ACTORS.alice.address}, ${LOCAL_ACTORS.bob.address}`,
    `the node's files        ${dataFolder}`,
  ];
}
