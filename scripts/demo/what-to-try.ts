import { LOCAL_ACTORS } from "../stack/actors.ts";
import type { Stack } from "../stack/start-stack.ts";

const LABEL_WIDTH = 40;

/** What a person at a terminal can look at while the demo stays up. */
export function whatToTry({ node, issuer, dapp, chain, deployment, dataFolder }: Stack): string[] {
  const noProof = `${node.url}/v1/shares/0x${"00".repeat(32)}`;
  const lines: [label: string, value: string][] = [
    ["the index: block, events, freshness", `curl ${node.url}/v1/status`],
    ["which contract the node follows", `curl ${node.url}/v1/info`],
    ["a refusal, with its stable code", `curl ${noProof}`],
    ["the issuer's published keys", `curl ${issuer.url}/.well-known/jwt-vc-issuer`],
    ["what the dApp asks people for", `curl ${dapp.url}/api/terms`],
    ["the chain's JSON-RPC", chain.rpcUrl],
    ["the contract", deployment.contract],
    ["Alice", LOCAL_ACTORS.alice.address],
    ["Bob", LOCAL_ACTORS.bob.address],
    ["the node's files", dataFolder],
  ];
  return lines.map(([label, value]) => `${label.padEnd(LABEL_WIDTH)}${value}`);
}
