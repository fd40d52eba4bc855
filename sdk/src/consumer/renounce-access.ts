import type { Address, Bytes32 } from "@idos/protocol";
import type { AccessTransactions } from "../chain/access-transactions.ts";
import type { ChainReceipt } from "../chain/receipt.ts";
import { reachBlock } from "../http/while-catching-up.ts";
import type { IdosSession } from "../session/idos-session.ts";

/** A grant that its grantee has given up. */
export interface AccessRenounced {
  readonly receipt: ChainReceipt;
  /** Whether the node has seen the transaction's block; from then on it refuses the read. */
  readonly nodeHasSeen: boolean;
}

/** Gives a public grant up and waits until the node has seen it. */
export async function renounceAccess(
  session: IdosSession,
  contract: AccessTransactions,
  { owner, shareId }: { readonly owner: Address; readonly shareId: Bytes32 },
): Promise<AccessRenounced> {
  const receipt = await contract.renounce(owner, shareId);
  return { receipt, nodeHasSeen: await reachBlock(session, "grantee", receipt.blockNumber) };
}
