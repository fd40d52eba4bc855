import { useQuery } from "@tanstack/react-query";
import { useSession } from "./session-context.ts";

/** The accounts that are linked to her entry, lowercase. */
export function useAccounts() {
  const { owner } = useSession();
  return useQuery({ queryKey: ["accounts"], queryFn: async () => (await owner.me()).accounts });
}
