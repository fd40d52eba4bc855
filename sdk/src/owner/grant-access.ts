import type { Bytes32, SealOpening } from "@idos/protocol";
import type { AccessTransactions } from "../chain/access-transactions.ts";
import type { ChainReceipt } from "../chain/receipt.ts";
import { IdosError, isContractRefusal, isIdosError } from "../errors/idos-error.ts";
import { reachBlock } from "../http/while-catching-up.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { orTakeBack } from "./or-take-back.ts";
import { type GrantRequest, type StagedShare, stageShare } from "./stage-share.ts";

/** A grant that stands on the chain, and the share that it opens. */
export interface AccessGranted {
  readonly shareId: Bytes32;
  /** What the contract and its events know the grant by. */
  readonly handle: Bytes32;
  readonly receipt: ChainReceipt;
  /** Whether the node has seen the grant's block; it counts from `readableFromBlock`. */
  readonly nodeHasSeen: boolean;
  /**
   * The grant counts from this block: read with it as `atLeast`. Undefined where the node waits for the chain to call
   * the grant's block safe or finalized: until then a read answers GRANT_UNCONFIRMED.
   */
  readonly readableFromBlock: number | undefined;
  /**
   * Of a sealed share, what its grantee needs besides the id; hand it over where nobody else reads along. The owner
   * herself finds it again in `listShares`.
   */
  readonly sealed?: SealOpening;
}

/**
 * Wraps each record's content key for the grantee, leaves the share at the node, and makes it count by one
 * transaction. If the person declines, or the contract refuses, the share is taken back.
 */
export async function grantAccess(
  session: IdosSession,
  contract: AccessTransactions,
  request: GrantRequest,
): Promise<AccessGranted> {
  const share = await stageShare(session, request);
  const receipt = await orTakeBack(session, [share], isNotMade, () =>
    share.opening === null ? contract.grant(share) : contract.grantSealed(share),
  );
  const nodeHasSeen = await isSeen(session, receipt);
  return granted(session, share, receipt, nodeHasSeen);
}

/** As `grantAccess`, for many public shares in one transaction. Throws ARGUMENT_INVALID for a sealed one. */
export async function grantManyAccess(
  session: IdosSession,
  contract: AccessTransactions,
  requests: readonly GrantRequest[],
): Promise<AccessGranted[]> {
  if (requests.some(({ sealed }) => sealed === true)) {
    const values = { argument: "requests" };
    throw new IdosError("ARGUMENT_INVALID", "A sealed share needs a transaction of its own", values);
  }
  const shares: StagedShare[] = [];
  const stageAll = async (): Promise<void> => {
    for (const request of requests) shares.push(await stageShare(session, request));
  };
  await orTakeBack(session, shares, () => true, stageAll);
  const receipt = await orTakeBack(session, shares, isNotMade, () => contract.grantMany(shares));
  const nodeHasSeen = await isSeen(session, receipt);
  return shares.map((share) => granted(session, share, receipt, nodeHasSeen));
}

/** For one wait of the node's, so that a read right after needs to know of no block where grants count at once. */
function isSeen(session: IdosSession, { blockNumber }: ChainReceipt): Promise<boolean> {
  return reachBlock(session, "owner", blockNumber, 1);
}

function granted(
  { finality }: IdosSession,
  { shareId, handle, opening }: StagedShare,
  receipt: ChainReceipt,
  nodeHasSeen: boolean,
): AccessGranted {
  const readableFromBlock = typeof finality === "number" ? receipt.blockNumber + finality : undefined;
  return { shareId, handle, receipt, nodeHasSeen, readableFromBlock, ...(opening && { sealed: opening }) };
}

/** What is said in the place of sending. */
const NOT_SENT = [
  ...["WALLET_REJECTED", "WALLET_DISCONNECTED", "WRONG_ACCOUNT", "WRONG_CHAIN", "ARGUMENT_INVALID"],
] as const;

/** A transaction whose outcome is not known may still be made, and its share is needed to revoke it. */
function isNotMade(error: unknown): boolean {
  return isContractRefusal(error) || isIdosError(error, ...NOT_SENT);
}
