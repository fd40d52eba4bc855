import { useQuery } from "@tanstack/react-query";
import { useSession } from "./session-context.ts";

/** Of the query that holds what others ask of her. */
export const REQUESTS_KEY = ["requests"];

export function useRequests() {
  const { owner } = useSession();
  return useQuery({ queryKey: REQUESTS_KEY, queryFn: () => owner.requests.list() });
}
