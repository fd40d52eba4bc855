import { isIdosError, parseBytes32 } from "@idos/sdk";
import type { Intent } from "./intent.ts";
import type { TransactionWorld } from "./transaction-world.ts";

/** What the SDK does once a transaction is in a block, where the page was loaded anew in between. */
export async function settleTransaction(
  { session: { idos } }: TransactionWorld,
  intent: Intent,
  blockNumber: number,
): Promise<void> {
  const { chainId } = idos.deployment;
  await idos.node.shares({ as: "owner", chainId, limit: 1, atLeast: blockNumber });
  if (intent.kind === "grant") return;
  for (const share of intent.shares)
    await idos.node.deleteShare(parseBytes32(share)).catch((error: unknown) => {
      if (!isIdosError(error, "SHARE_NOT_FOUND")) throw error;
    });
}
