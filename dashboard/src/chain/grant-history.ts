import { type GrantHistory, parseAddress, readGrantHistory } from "@idos/sdk";
import { useQuery } from "@tanstack/react-query";
import { useConfig } from "../config/config-context.ts";
import { useReadProvider } from "./read-provider.ts";

/** Of the queries that hold what accounts have granted on the chain. */
export const HISTORY_KEY = ["grant-history"];

const PENDING_POLL_MS = 4_000;

/**
 * What the accounts ever granted, as everybody can read it; asked anew while a grant has fewer than so many
 * confirmations.
 */
export function useGrantHistory(owners: readonly string[] | undefined, confirmations = 0) {
  const { contract, contractBlock = 0 } = useConfig();
  const provider = useReadProvider();
  return useQuery({
    queryKey: [...HISTORY_KEY, owners],
    enabled: owners !== undefined && owners.length > 0,
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && hasPending(data, confirmations) ? PENDING_POLL_MS : false,
    queryFn: (): Promise<GrantHistory> =>
      readGrantHistory(
        provider,
        { contract: parseAddress(contract) },
        { owners: owners ?? [], fromBlock: contractBlock },
      ),
  });
}

function hasPending({ grants, blockNumber }: GrantHistory, confirmations: number): boolean {
  return grants.some(({ granted }) => granted.blockNumber + confirmations > blockNumber);
}
