import { isIdosError } from "../errors/idos-error.ts";
import type { IdosSession } from "../session/idos-session.ts";
import type { SharesQuery } from "./calls/share-calls.ts";

/** The node itself waits up to ten seconds for each. */
const ATTEMPTS_MAX = 6;

/** Asks again while the node has not reached the block that the call asks for; about a minute at most. */
export async function whileCatchingUp<Result>(
  call: () => Promise<Result>,
  attemptsMax = ATTEMPTS_MAX,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (attempt === attemptsMax || !isIdosError(error, "AT_LEAST_TIMEOUT")) throw error;
    }
  }
}

/** Resolves once the node has indexed this block: with true, or with false where it cannot in time. */
export async function reachBlock(
  { node, deployment: { chainId }, onProgress }: Pick<IdosSession, "node" | "deployment" | "onProgress">,
  as: SharesQuery["as"],
  blockNumber: number,
  attemptsMax?: number,
): Promise<boolean> {
  const look = () => node.shares({ as, chainId, limit: 1, atLeast: blockNumber });
  const reached = await whileCatchingUp(look, attemptsMax).then(
    () => true,
    (error: unknown) => {
      if (isIdosError(error, "AT_LEAST_TIMEOUT", "INDEX_STALE", "NODE_UNREACHABLE", "DEPENDENCY_UNAVAILABLE"))
        return false;
      throw error;
    },
  );
  onProgress({ step: "node-caught-up", blockNumber, reached });
  return reached;
}
