import { indexedDbSeedStore, isIdosError } from "@idos/sdk";
import { useQuery } from "@tanstack/react-query";
import type { OpenSession } from "./open-session.ts";
import { useSession } from "./session-context.ts";

/** How far a person has come: she sees her data from "open" on. */
export type Entry =
  | { readonly stage: "no-entry" }
  /** She has no keys, or some that she never published. */
  | { readonly stage: "no-keys"; readonly backups: number }
  | { readonly stage: "locked" }
  | { readonly stage: "open" };

export const ENTRY_KEY = ["entry"];

export function useEntry() {
  const session = useSession();
  return useQuery({ queryKey: ENTRY_KEY, queryFn: () => entryOf(session) });
}

async function entryOf({ idos, owner }: OpenSession): Promise<Entry> {
  try {
    const { keys } = await owner.me();
    if (keys === null) return { stage: "no-keys", backups: (await idos.keys.listBackups()).length };
    const isOpen = idos.keys.isUnlocked() || (await idos.keys.resume(indexedDbSeedStore()));
    return { stage: isOpen ? "open" : "locked" };
  } catch (error) {
    if (isIdosError(error, "NO_USER")) return { stage: "no-entry" };
    throw error;
  }
}
