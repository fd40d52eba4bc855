import {
  type Address,
  type Bytes32,
  checkDelegation,
  SHARE_DOCUMENT,
  type ShareSummary,
  verifyStatement,
} from "@idos/protocol";
import { nodeLied } from "../errors/node-lied.ts";
import type { VerifiedUser } from "./public-user.ts";

/** What an owner says of a share of hers. */
export interface ShareTerms {
  readonly share: Bytes32;
  readonly ownerId: Bytes32;
  /** The account that makes the grant on chain. */
  readonly ownerAccount: Address;
  readonly grantee: Address;
  readonly purpose: string;
  readonly records: readonly Bytes32[];
  /** By the node's word, Unix seconds. */
  readonly createdAt: number;
}

/**
 * Checks that the owner signed the share as the node presents it, so that it can neither invent nor widen one.
 * Throws NODE_LIED.
 */
export async function verifyShareTerms(summary: ShareSummary, owner: VerifiedUser): Promise<ShareTerms> {
  const verified = await verifyStatement(SHARE_DOCUMENT, summary.document);
  if (verified === undefined) throw nodeLied("share-document", "A share's document is not signed");
  const { share, owner: ownerId, ownerAccount, grantee, purpose, records, author, iat } = verified.claims;
  const claim = { sessionKey: verified.sessionKey, author, scope: "share", atSeconds: iat } as const;
  const delegation = checkDelegation(summary.delegation, claim);
  if ("fault" in delegation || !owner.accounts.includes(author))
    throw nodeLied("share-document", "A share is not signed by its owner", { share, author });
  if (ownerId !== owner.userId || !owner.accounts.includes(ownerAccount))
    throw nodeLied("share-owner", "A share's account is not its owner's", { share, ownerAccount });
  return { share, ownerId, ownerAccount, grantee, purpose, records, createdAt: summary.createdAt };
}

/** The account that a share says is its owner's, unverified: whose links and key to fetch. Throws NODE_LIED. */
export async function claimedOwnerAccount({ document }: ShareSummary): Promise<Address> {
  const verified = await verifyStatement(SHARE_DOCUMENT, document);
  if (verified === undefined) throw nodeLied("share-document", "A share's document is not signed");
  return verified.claims.ownerAccount;
}
