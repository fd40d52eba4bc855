import type { IndexerSettings } from "@idos/indexer";
import { CHAIN_ID, CONFIRMATIONS, CONTRACT, DEPLOY_BLOCK } from "../../chain/facts.ts";

/** What the index and its readers agree on. */
export const PLACE = { chainId: CHAIN_ID, contract: CONTRACT };
export const RULES = { finality: CONFIRMATIONS, staleAfterSeconds: 60 };

export interface Endpoints {
  readonly rpcUrl: string;
  readonly redisUrl: string;
  readonly pollIntervalMs: number;
}

/** As an operator has them who sets nothing but what has no default. */
export function indexerSettings({ rpcUrl, redisUrl, pollIntervalMs }: Endpoints): IndexerSettings {
  return { ...PLACE, ...RULES, rpcUrls: [rpcUrl], redisUrl, pollIntervalMs, deployBlock: DEPLOY_BLOCK };
}
