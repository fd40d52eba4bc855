import { LOCAL_ACTORS } from "../stack/actors.ts";
import type { PlayedGrant } from "./play.ts";
import type { Stack } from "../stack/start-stack.ts";

type Thing = readonly [label: string, value: string];

/** What a person at a terminal can look at while the demo stays up: each thing with its line below it. */
export function whatToTry(stack: Stack, played: PlayedGrant | undefined): string[] {
  const { node, issuer, dapp, chain, deployment, dataFolder, configFile } = stack;
  const index = `IDOS_CONFIG_FILE=${configFile} ./idos index`;
  const things: Thing[] = [
    ["The index: block, events, freshness", `curl ${node.url}/v1/status`],
    ["The same for the operator: lag, writer, what to do", `${index} status`],
    ...whyDenied(index, played),
    ["The whole index compared with the contract", `${index} audit`],
    ["Which contract the node follows", `curl ${node.url}/v1/info`],
    ["A refusal, with its stable code", `curl ${node.url}/v1/me`],
    ["Kill the node: it is started again and goes on", `kill -9 ${node.pid()}`],
    ["The issuer's published keys", `curl ${issuer.url}/.well-known/jwt-vc-issuer`],
    ["What the dApp asks people for", `curl ${dapp.url}/api/terms`],
    ["The chain's JSON-RPC, and the contract on it", `${chain.rpcUrl} ${deployment.contract}`],
    ["Alice and Bob", `${LOCAL_ACTORS.alice.address} ${LOCAL_ACTORS.bob.address}`],
    ["The node's files, deleted when the demo ends", dataFolder],
  ];
  return things.flatMap(([label, value]) => [label, `  ${value}`]);
}

function whyDenied(index: string, played: PlayedGrant | undefined): Thing[] {
  if (played === undefined) return [];
  const { owner, grantee, shareId } = played;
  return [
    [
      "Why Bob is denied: which transaction ended his grant",
      `${index} explain ${owner} ${grantee} ${shareId}`,
    ],
  ];
}
