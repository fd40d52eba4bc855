import { addressSchema, bytes32Schema } from "@idos/protocol";
import { z } from "zod";
import { finality, integer, list, seconds } from "./values.ts";

const endpoints = list(z.url({ protocol: /^(https?|wss?)$/ })).pipe(z.array(z.string()).min(1));

/** What an operator can say of one chain: in an entry of IDOS_CHAINS, or by a variable where it is the only one. */
export const chainSettings = z.strictObject({
  rpcUrls: endpoints.describe(
    "JSON-RPC endpoints of the chain (http, https, ws, wss), the preferred one first, separated by commas",
  ),
  chainId: integer(1, Number.MAX_SAFE_INTEGER).describe("Chain id, which every endpoint must confirm"),
  contract: addressSchema
    .optional()
    .describe("Address of the Access Management Protocol contract, if it is not the one known on the chain"),
  deployBlock: integer(1, Number.MAX_SAFE_INTEGER)
    .optional()
    .describe("Number of the block that deployed it; set with the address"),
  codeHash: bytes32Schema
    .optional()
    .describe("keccak256 of the contract's code; an endpoint that shows other code there is refused"),
  finality: finality
    .default(12)
    .describe(
      "When a grant counts: blocks on top of its own, or `safe` or `finalized`, the chain's own word; a revocation counts at once",
    ),
  pollIntervalMs: integer(10, 60_000)
    .default(1_000)
    .describe("Milliseconds between looks at the chain, where no WebSocket endpoint tells of new blocks"),
  headAgeSecondsMax: seconds(1, 86_400)
    .optional()
    .describe("Seconds that the newest block may be old before grantees' reads are refused"),
});
export type ChainSettings = z.output<typeof chainSettings>;

/** The variable for each of an only chain's settings. */
export const CHAIN_VARIABLES: Readonly<Record<keyof ChainSettings, string>> = {
  rpcUrls: "IDOS_RPC_URLS",
  chainId: "IDOS_CHAIN_ID",
  contract: "IDOS_CONTRACT",
  deployBlock: "IDOS_DEPLOY_BLOCK",
  codeHash: "IDOS_CODE_HASH",
  finality: "IDOS_FINALITY",
  pollIntervalMs: "IDOS_POLL_INTERVAL_MS",
  headAgeSecondsMax: "IDOS_HEAD_AGE_SECONDS_MAX",
};
