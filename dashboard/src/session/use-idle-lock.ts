import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type Entry, ENTRY_KEY } from "./entry.ts";
import { useSession } from "./session-context.ts";

const LOOK_EVERY_MS = 1_000;

/** Notices that the keys have locked themselves; asking does not count as using them. */
export function useIdleLock(): void {
  const { keys } = useSession().idos;
  const queries = useQueryClient();
  useEffect(() => {
    const looking = setInterval(() => {
      if (keys.isUnlocked()) return;
      queries.setQueryData<Entry>(ENTRY_KEY, { stage: "locked" });
      // Opens again where the keys are remembered here.
      void queries.invalidateQueries({ queryKey: ENTRY_KEY });
    }, LOOK_EVERY_MS);
    return () => clearInterval(looking);
  }, [keys, queries]);
}
