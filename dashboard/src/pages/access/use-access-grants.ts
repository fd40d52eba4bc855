import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { HISTORY_KEY, useGrantHistory } from "../../chain/grant-history.ts";
import { useReadProvider } from "../../chain/read-provider.ts";
import { useAccounts } from "../../session/accounts.ts";
import { useSession } from "../../session/session-context.ts";
import { useShares } from "../../session/shares.ts";
import { useNowSeconds } from "../../format/use-now-seconds.ts";
import { joinGrants } from "./access-grant.ts";

const PENDING_POLL_MS = 4_000;

/** All that she granted, by what her nodes and the chain say together. */
export function useAccessGrants() {
  const shares = useShares();
  const accounts = useAccounts();
  const { finality } = useSession().idos;
  const history = useGrantHistory(accounts.data, typeof finality === "number" ? finality : 0);
  const confirmed = useConfirmedBlock(history.data?.blockNumber);
  const nowSeconds = useNowSeconds();
  const grants = useMemo(() => {
    if (shares.data === undefined || history.data === undefined) return undefined;
    const { blockTime } = history.data;
    const moment = { nowSeconds: Math.max(nowSeconds, blockTime), confirmedBlock: confirmed ?? 0 };
    return joinGrants(shares.data, history.data.grants, moment);
  }, [shares.data, history.data, confirmed, nowSeconds]);
  return { grants, error: shares.error ?? accounts.error ?? history.error };
}

/** The last block whose grants count at the session's nodes. */
function useConfirmedBlock(latest: number | undefined): number | undefined {
  const { finality } = useSession().idos;
  const provider = useReadProvider();
  const tagged = useQuery({
    queryKey: [...HISTORY_KEY, "confirmed", finality],
    enabled: typeof finality !== "number",
    refetchInterval: PENDING_POLL_MS,
    queryFn: async () => (await provider.getBlock(finality))?.number ?? 0,
  });
  if (typeof finality !== "number") return tagged.data;
  return latest === undefined ? undefined : latest - finality;
}
