import { useQuery } from "@tanstack/react-query";
import { useSession } from "./session-context.ts";

/** Of the query that holds all of her shares. */
export const SHARES_KEY = ["shares"];

export function useShares() {
  const { owner } = useSession();
  return useQuery({ queryKey: SHARES_KEY, queryFn: () => owner.listShares() });
}
