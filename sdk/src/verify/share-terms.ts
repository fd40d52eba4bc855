import {
  type Address,
  type Bytes32,
  checkDelegation,
  type Deployment,
  SHARE_DOCUMENT,
  type ShareDocument,
  shareHandle,
  type ShareSummary,
  spokeFor,
  verifyStatement,
} from "@idos/protocol";
import { nodeLied } from "../errors/node-lied.ts";
import type { VerifiedUser } from "./public-user.ts";

/** What an owner says of a share of hers, whomever it is for. */
interface ShareFacts {
  readonly share: Bytes32;
  readonly ownerId: Bytes32;
  readonly chainId: number;
  /** The account that makes the grant on that chain. */
  readonly ownerAccount: Address;
  /** What the contract knows the grant by. */
  readonly handle: Bytes32;
  readonly purpose: string;
  readonly records: readonly Bytes32[];
  /** By the node's word, Unix seconds. */
  readonly createdAt: number;
}

/** A share whose grantee stands on the chain and at the node. */
export interface PublicShareTerms extends ShareFacts {
  readonly visibility: "public";
  readonly grantee: Address;
}

/** A share of which chain and node do not know for whom it is. */
export interface SealedShareTerms extends ShareFacts {
  readonly visibility: "sealed";
  readonly grantee: Address;
  /** What the grantee needs to read, besides the owner's account. */
  readonly salt: Bytes32;
}

interface UnknownGrantee extends ShareFacts {
  readonly visibility: "sealed";
  readonly grantee: null;
  readonly salt: null;
}

/** A sealed share while the owner's keys are locked, without which she does not know either. */
export interface LockedShareTerms extends UnknownGrantee {
  readonly granteeUnknown: "keys-locked";
}

/**
 * A sealed share that does not say for whom it is to the owner's present keys, though a session of hers signed it: it was
 * made with other keys of hers, or by somebody who had the session. It can be revoked as any other.
 */
export interface UnreadableShareTerms extends UnknownGrantee {
  readonly granteeUnknown: "unreadable";
}

/** A share as its owner knows it. */
export type ShareTerms = PublicShareTerms | SealedShareTerms | LockedShareTerms | UnreadableShareTerms;

/** A sealed share as it stands at the node. */
export interface SealedShare extends ShareFacts {
  readonly visibility: "sealed";
  /** base64url; see `openSealedGrantee`. */
  readonly forOwner: string;
}

/** A share as its owner signed it. */
export type SignedShare = PublicShareTerms | SealedShare;

/**
 * Checks that the owner signed the share as the node presents it, by an account that was hers then, and for the client's own chain, so that a node can
 * neither invent nor widen one nor bring a grant of another chain to bear on it. Throws NODE_LIED.
 */
export async function verifyShareTerms(
  summary: ShareSummary,
  owner: VerifiedUser,
  { chainId }: Pick<Deployment, "chainId">,
): Promise<SignedShare> {
  const verified = await verifyStatement(SHARE_DOCUMENT, summary.document);
  if (verified === undefined) throw nodeLied("share-document", "A share's document is not signed");
  const { share, owner: ownerId, ownerAccount, author, iat } = verified.claims;
  const claim = { sessionKey: verified.sessionKey, author, scope: "share", atSeconds: iat } as const;
  const delegation = checkDelegation(summary.delegation, claim);
  if ("fault" in delegation || !spokeFor(owner.history, author, iat))
    throw nodeLied("share-document", "A share is not signed by its owner", { share, author });
  if (ownerId !== owner.userId || !spokeFor(owner.history, ownerAccount, iat))
    throw nodeLied("share-owner", "A share's account is not its owner's", { share, ownerAccount });
  if (verified.claims.chainId !== chainId) {
    const values = { share, chainId, saysChainId: verified.claims.chainId };
    throw nodeLied("share-chain", "The share's grant is on another chain", values);
  }
  return signedShare(verified.claims, summary.createdAt);
}

function signedShare(document: ShareDocument, createdAt: number): SignedShare {
  const { share, owner: ownerId, chainId, ownerAccount, purpose, records } = document;
  const handle = shareHandle(document);
  const facts = { share, ownerId, chainId, ownerAccount, handle, purpose, records, createdAt };
  return "sealed" in document
    ? { ...facts, visibility: "sealed", forOwner: document.sealed.forOwner }
    : { ...facts, visibility: "public", grantee: document.grantee };
}

/** The account that a share says is its owner's, unverified: whose links and key to fetch. Throws NODE_LIED. */
export async function claimedOwnerAccount({ document }: ShareSummary): Promise<Address> {
  const verified = await verifyStatement(SHARE_DOCUMENT, document);
  if (verified === undefined) throw nodeLied("share-document", "A share's document is not signed");
  return verified.claims.ownerAccount;
}
