import { type GrantHistory, parseAddress, readGrantHistory } from "@idos/sdk";
import { useQuery } from "@tanstack/react-query";
import { useConfig } from "../config/config-context.ts";
import { useReadProvider } from "./read-provider.ts";

/** Of the queries that hold what accounts have granted on the chain. */
export const HISTORY_KEY = ["grant-history"];

/** What the accounts ever granted, as everybody can read it. */
export function useGrantHistory(owners: readonly string[] | undefined) {
  const { contract, contractBlock = 0 } = useConfig();
  const provider = useReadProvider();
  return useQuery({
    queryKey: [...HISTORY_KEY, owners],
    enabled: owners !== undefined && owners.length > 0,
    queryFn: (): Promise<GrantHistory> =>
      readGrantHistory(
        provider,
        { contract: parseAddress(contract) },
        { owners: owners ?? [], fromBlock: contractBlock },
      ),
  });
}
