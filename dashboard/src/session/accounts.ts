import { useQuery } from "@tanstack/react-query";
import { useSession } from "./session-context.ts";

/** Of the query that holds the accounts that are linked to her entry. */
export const ACCOUNTS_KEY = ["accounts"];

/** The accounts that are linked to her entry, lowercase. */
export function useAccounts() {
  const { owner } = useSession();
  return useQuery({ queryKey: ACCOUNTS_KEY, queryFn: async () => (await owner.me()).accounts });
}
