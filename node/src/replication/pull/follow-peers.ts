import type { Origin } from "@idos/protocol";
import { createAccountSignatures } from "../../access/account-signatures.ts";
import { noContractSignatures } from "../../access/contract-signatures.ts";
import type { NodeConfig } from "../../config/config.ts";
import { announceChanges } from "../../facts/announce-changes.ts";
import type { AppDependencies } from "../../http/app.ts";
import { countPeers, noPeerCounts } from "./peer-counts.ts";
import { startPulling } from "./start-pulling.ts";

type FollowingParts = Pick<
  AppDependencies,
  "nodeKey" | "store" | "factVersions" | "contractAccounts" | "logger" | "clock" | "metrics"
>;

/** Follows the peers that the configuration names, until it is stopped. */
export function followPeers(
  { peers, peerPollIntervalMs: pollIntervalMs }: Pick<NodeConfig, "peers" | "peerPollIntervalMs">,
  { nodeKey: key, store, factVersions, contractAccounts, logger, clock, metrics }: FollowingParts,
  origin: Origin,
): { stop(): Promise<void> } {
  return startPulling({
    ...{ peers, key, pollIntervalMs, logger, node: { origin } },
    store: announceChanges(store, factVersions),
    signatures: createAccountSignatures(contractAccounts ?? noContractSignatures),
    nowSeconds: () => Math.floor(clock() / 1000),
    counts: metrics === undefined ? noPeerCounts : countPeers(metrics),
  });
}
