import { join } from "node:path";
import { pgliteTemplateIn } from "@idos/node";
import type { Chain } from "../chain/start-chain.ts";
import { projectRoot } from "../process/project-root.ts";
import { LOCAL_ACTORS } from "./actors.ts";
import type { PagePorts } from "./page-ports.ts";
import type { StackRedis } from "./stack-redis.ts";

const CONFIRMATIONS = 1;
const PGLITE_TEMPLATE = pgliteTemplateIn(join(projectRoot, ".idos"));

export type Origins = ReturnType<typeof originsAt>;

/** Vault and dashboard are sites of their own; browsers find every name below localhost on their machine. */
export function originsAt({ dashboard, issuer, vault }: PagePorts) {
  return {
    dashboard: `http://dashboard.localhost:${dashboard}`,
    issuer: `http://127.0.0.1:${issuer}`,
    vault: `http://vault.localhost:${vault}`,
  } as const;
}

interface Followed {
  readonly chain: Pick<Chain, "rpcUrl">;
  readonly deployment: { readonly chainId: number; readonly contract: string; readonly blockNumber: number };
  readonly redis: StackRedis;
}

/** A node's environment variables, but for its address. */
export function nodeSettings(
  { chain, deployment, redis }: Followed,
  { dashboard, issuer, vault }: Origins,
  dataFolder: string,
): Record<string, string> {
  return {
    IDOS_RPC_URLS: chain.rpcUrl,
    IDOS_CHAIN_ID: String(deployment.chainId),
    IDOS_CONTRACT: deployment.contract,
    IDOS_DEPLOY_BLOCK: String(deployment.blockNumber),
    IDOS_FINALITY: String(CONFIRMATIONS),
    IDOS_POLL_INTERVAL_MS: "100",
    IDOS_STALE_AFTER_SECONDS: "10",
    IDOS_REDIS_URL: redis.url,
    IDOS_REDIS_PREFIX: redis.prefix,
    IDOS_DATA_FOLDER: dataFolder,
    IDOS_PGLITE_TEMPLATE: PGLITE_TEMPLATE,
    IDOS_PROVIDERS: LOCAL_ACTORS.issuer.address,
    IDOS_ORIGINS: JSON.stringify({
      [dashboard]: ["read", "write", "share", "delete", "keys"],
      [vault]: ["read", "write", "share", "keys"],
      // Its page looks whether an applicant has an entry and keys.
      [issuer]: ["read"],
    }),
  };
}
