import type { Address, Bytes32, GrantState, IndexStatus, Scope } from "@idos/protocol";
import type { PresentedGrant } from "./presented-grant.ts";
import type { Principal } from "./principal.ts";

/** Each action needs the session's scope of the same name. */
export type Action = Scope;

/** The facts about what is asked for, as the stores hold them now. */
export type Resource =
  /** What belongs to no record yet: envelopes on their way in. */
  | { readonly kind: "staging"; readonly isProvider: boolean }
  /** The making of a user's entry. */
  | { readonly kind: "user-creation"; readonly isProvider: boolean }
  /** The sessions of the caller's accounts, or one that she names. */
  | { readonly kind: "sessions" }
  | { readonly kind: "session"; readonly isCallers: boolean }
  /** The caller's own user: her entry, her key backups, her lists, new records and shares of hers. */
  | { readonly kind: "own-user" }
  /** `ownerId` is null where there is no such record. */
  | { readonly kind: "record"; readonly ownerId: Bytes32 | null }
  /** Null where there is no such share. */
  | { readonly kind: "share"; readonly share: ShareFacts | null }
  /** What the caller's own account asks of others, for which it needs no entry. */
  | { readonly kind: "own-requests" }
  /** Null where there is no such access request. */
  | { readonly kind: "request"; readonly request: RequestFacts | null };

export interface RequestFacts {
  /** The user who is asked. */
  readonly ownerId: Bytes32;
  /** The account that asks. */
  readonly requester: Address;
  /** The chain that the grant is asked for on. */
  readonly chainId: number;
}

export interface ShareFacts {
  readonly ownerId: Bytes32;
  /** The chain that its grant is on. */
  readonly chainId: number;
  readonly ownerAccount: Address;
  /** Of the grant, under the owner account, that makes the share readable. */
  readonly handle: Bytes32;
  /** The accounts linked to `ownerId`'s user at this moment. */
  readonly linkedAccounts: readonly Address[];
  /** The owner of each record that the answer would show. */
  readonly recordOwners: readonly Bytes32[];
}

/** The grant that the caller presents, and what the index says of it at one block; null where none was asked. */
export interface IndexFacts {
  readonly presented: PresentedGrant;
  readonly grant: GrantState;
  readonly status: IndexStatus;
}

export type Denial =
  | "SCOPE_MISSING"
  | "NO_USER"
  | "PROVIDER_ONLY"
  | "SESSION_NOT_FOUND"
  | "RECORD_NOT_FOUND"
  | "SHARE_NOT_FOUND"
  | "REQUEST_NOT_FOUND"
  | "INDEX_STALE"
  | "ACCESS_NOT_GRANTED"
  | "GRANT_UNCONFIRMED";

/** What the caller is to the resource. */
export type Role = "owner" | "grantee" | "requester" | "caller";

export type Decision =
  { readonly allow: true; readonly as: Role } | { readonly allow: false; readonly code: Denial };

const deny = (code: Denial): Decision => ({ allow: false, code });
const allowAs = (as: Role): Decision => ({ allow: true, as });

/**
 * The one place where access is decided. Pure: the same facts give the same decision.
 *
 * What a caller may not read does not exist for her: a missing and a foreign record give the same denial,
 * and so do a missing and an ungranted share.
 */
export function authorize(
  principal: Principal,
  action: Action,
  resource: Resource,
  index: IndexFacts | null,
  nowSeconds: number,
): Decision {
  if (!principal.scopes.includes(action)) return deny("SCOPE_MISSING");
  switch (resource.kind) {
    case "staging":
      // Anyone can sign in, so an upload takes somebody whom a provider answers for, or a provider.
      return resource.isProvider || principal.userId !== null ? allowAs("caller") : deny("NO_USER");
    case "user-creation":
      return resource.isProvider ? allowAs("caller") : deny("PROVIDER_ONLY");
    case "sessions":
      return allowAs("caller");
    case "session":
      return resource.isCallers ? allowAs("caller") : deny("SESSION_NOT_FOUND");
    case "own-user":
      return principal.userId === null ? deny("NO_USER") : allowAs("owner");
    case "record":
      if (principal.userId === null) return deny("NO_USER");
      return resource.ownerId === principal.userId ? allowAs("owner") : deny("RECORD_NOT_FOUND");
    case "share":
      if (resource.share !== null && resource.share.ownerId === principal.userId) return allowAs("owner");
      return action === "read"
        ? authorizeGrantee(principal, resource.share, index, nowSeconds)
        : deny("SHARE_NOT_FOUND");
    case "own-requests":
      return allowAs("requester");
    case "request":
      return authorizeRequest(principal, action, resource.request);
  }
}

/** Both read it; its owner answers it, as she shares; its requester takes back what he wrote. */
function authorizeRequest(
  { userId, account, contractChainId }: Principal,
  action: Action,
  request: RequestFacts | null,
): Decision {
  if (request === null) return deny("REQUEST_NOT_FOUND");
  if ((action === "read" || action === "share") && request.ownerId === userId) return allowAs("owner");
  // One address may be of different people on different chains: a contract asks for grants on its own.
  const isRequester =
    request.requester === account && (contractChainId === null || contractChainId === request.chainId);
  if ((action === "read" || action === "write") && isRequester) return allowAs("requester");
  return deny("REQUEST_NOT_FOUND");
}

function authorizeGrantee(
  { contractChainId }: Principal,
  share: ShareFacts | null,
  index: IndexFacts | null,
  nowSeconds: number,
): Decision {
  // First of all, so that an index that cannot decide does not tell which shares exist.
  if (index === null || index.status.state !== "ready") return deny("INDEX_STALE");
  if (share === null) return deny("ACCESS_NOT_GRANTED");
  const { presented, grant, status } = index;
  // What the index says of any other grant, or of one on another chain, says nothing about this share.
  if (status.decidedAt.chainId !== share.chainId) return deny("ACCESS_NOT_GRANTED");
  // One address may be of different people on different chains: a contract reads what was granted on its own.
  if (contractChainId !== null && contractChainId !== share.chainId) return deny("ACCESS_NOT_GRANTED");
  if (presented.handle !== share.handle) return deny("ACCESS_NOT_GRANTED");
  if (presented.owner !== share.ownerAccount) return deny("ACCESS_NOT_GRANTED");
  // Anyone may write any grant on chain: only one by an account of the data's owner says anything about it.
  if (!share.linkedAccounts.includes(share.ownerAccount)) return deny("ACCESS_NOT_GRANTED");
  if (share.recordOwners.some((owner) => owner !== share.ownerId)) return deny("ACCESS_NOT_GRANTED");
  if (grant.kind === "none") return deny("ACCESS_NOT_GRANTED");
  // Both clocks must agree that it has not ended: the contract's is the block's, a reader's is the wall's.
  if (grant.expiresAt <= BigInt(Math.max(nowSeconds, status.blockTime))) return deny("ACCESS_NOT_GRANTED");
  return grant.kind === "granted" ? allowAs("grantee") : deny("GRANT_UNCONFIRMED");
}
