import { type ContractCalls, createContractCalls } from "@idos/indexer";
import type { Attempts } from "../access/attempts.ts";
import type { ContractSignatures } from "../access/contract-signatures.ts";
import type { ChainConfig } from "../config/chains.ts";
import { chainContractSignatures } from "./chain-contract-signatures.ts";

/** Of one endpoint: shorter than the whole question may take, so that another one can still answer. */
const ENDPOINT_TIMEOUT_MS = 1_000;
const RESPONSE_BYTES_MAX = 64 * 1024;

export type ReachableChain = Pick<ChainConfig, "rpcUrls" | "chainId" | "contract" | "codeHash">;

export interface ContractAccounts {
  readonly signatures: ContractSignatures;
  close(): void;
}

/** Asks contract accounts by the endpoints of the chains that the node follows. */
export function reachContractAccounts(
  chains: readonly ReachableChain[],
  attempts: Attempts,
): ContractAccounts {
  const calls = new Map<number, ContractCalls>(
    chains.map((chain) => [chain.chainId, createContractCalls(settingsOf(chain))]),
  );
  return {
    signatures: chainContractSignatures({ chains: calls, attempts }),
    close: () => [...calls.values()].forEach((each) => each.close()),
  };
}

function settingsOf({ rpcUrls, chainId, contract, codeHash }: ReachableChain) {
  const bounds = { timeoutMs: ENDPOINT_TIMEOUT_MS, responseBytesMax: RESPONSE_BYTES_MAX };
  return { urls: rpcUrls, chainId, contract, codeHash, ...bounds };
}
