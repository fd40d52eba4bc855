import type { Address, Origin, SignedWriteGrant } from "@idos/protocol";
import type { Signer } from "ethers";
import { connectAccessContract } from "../chain/access-contract.ts";
import { bytes32Argument } from "../errors/argument.ts";
import type { IdosSession } from "../session/idos-session.ts";
import type { VerifiedUser } from "../verify/public-user.ts";
import type { ShareTerms } from "../verify/share-terms.ts";
import { type ReceivedRequests, receivedRequests } from "../requests/received-requests.ts";
import { type AccessLog, readAccessLog, type SeenLogs } from "./access-log.ts";
import { allowIssuer, type AllowIssuerTerms } from "./allow-issuer.ts";
import { type AccessGranted, grantAccess, grantManyAccess } from "./grant-access.ts";
import { grantToEndFrom, type RevokeOptions } from "./grant-to-end.ts";
import { eraseEverywhere, unlinkAccount } from "./leave.ts";
import { linkAccount } from "./link-account.ts";
import { type OwnSessions, ownSessions } from "./own-sessions.ts";
import { createOwnerRecords, type OwnerRecords } from "./owner-records.ts";
import { publishHead, type PublishedHead } from "./publish-head.ts";
import { type AccessRequest, requestAccess } from "./request-access.ts";
import { type AccessRevoked, revokeAccess, revokeAllAccess, revokeManyAccess } from "./revoke-access.ts";
import { ownTerms } from "./share-grantee.ts";
import { listOwnShares } from "./shares-of-record.ts";
import { signedAccess, type SignedAccess } from "./sign-access.ts";
import type { GrantRequest } from "./stage-share.ts";

/** What a person does with her own data: the face for dashboards, and for pages that ask her for access. */
export interface Owner {
  readonly records: OwnerRecords;
  /** What her wallet only signs, for somebody else to send: see `connectAccessContract`. */
  readonly signed: SignedAccess;
  me(): Promise<VerifiedUser>;
  /** Links one more account; both wallets sign. */
  linkAccount(newSigner: Signer): Promise<Address>;
  /** Unlinks an account; this one's wallet signs. Its sessions and the reads that it granted end. */
  unlinkAccount(account: string): Promise<void>;
  /** What others ask of her. */
  readonly requests: ReceivedRequests;
  /** Her sessions at all nodes. */
  readonly sessions: OwnSessions;
  /** Who read what, by the nodes' signed receipts. `seen`: of an earlier look, which the logs must lead back to. */
  accessLog(seen?: SeenLogs): Promise<AccessLog>;
  /** Erases her with everything at every node of the session where she has an entry; one signature for each. */
  eraseMe(): Promise<Origin[]>;
  /** Lets an issuer add records; the wallet signs, nothing is sent. */
  allowIssuer(terms: AllowIssuerTerms): Promise<SignedWriteGrant>;
  /** Shares records by their ids: one transaction. Throws RECIPIENT_HAS_NO_KEY, WALLET_REJECTED, WRONG_CHAIN. */
  grant(request: GrantRequest): Promise<AccessGranted>;
  /** Many shares by one transaction; none where the contract refuses one of them. Public ones only. */
  grantMany(requests: readonly GrantRequest[]): Promise<AccessGranted[]>;
  /** Shares records by their types: what a dApp's page calls. Throws RECORD_NOT_HELD besides. */
  requestAccess(request: AccessRequest): Promise<AccessGranted>;
  /**
   * Ends a grant: one transaction, then the share's keys are destroyed. With the grantee's account, or a sealed grant's
   * handle, it needs no word of the node, and so works for a share that the node does not have any more; a share of another
   * grant than that is left as it is.
   */
  revoke(shareId: string, options?: RevokeOptions): Promise<AccessRevoked>;
  /** Ends the grants of many shares by one transaction, then their keys go; ended ones stop none. Public ones only. */
  revokeMany(shareIds: readonly string[]): Promise<AccessRevoked>;
  /** Ends every grant that the signed-in account made: one transaction, whatever their number; then their keys go. */
  revokeAll(): Promise<AccessRevoked>;
  /**
   * Her shares, as she signed them; for whom a sealed one is, she learns while her keys are unlocked. One that does not
   * say so is reported beside the others, as `UnreadableShareTerms`.
   */
  listShares(): Promise<ShareTerms[]>;
  /**
   * Signs what her node has of her now, an issuer's entries among it, so that other operators' nodes take it over: call it
   * after changes. Throws NODE_LIED.
   */
  publishHead(): Promise<PublishedHead>;
}

/** The owner's face of a session. Granting and revoking need a signer with a provider. */
export function createOwner(session: IdosSession): Owner {
  const contract = connectAccessContract(session.deployment, session.signer, session.onProgress);
  const records = createOwnerRecords(session, contract);
  const grant = (request: GrantRequest): Promise<AccessGranted> => grantAccess(session, contract, request);
  return {
    records,
    grant,
    grantMany: (requests) => grantManyAccess(session, contract, requests),
    signed: signedAccess(session, contract),
    me: () => session.user(),
    linkAccount: (newSigner) => linkAccount(session, newSigner),
    unlinkAccount: (account) => unlinkAccount(session, account),
    requests: receivedRequests(session, records, grant),
    sessions: ownSessions(session),
    accessLog: (seen = {}) => readAccessLog(session, seen),
    eraseMe: () => eraseEverywhere(session),
    allowIssuer: (terms) => allowIssuer(session, terms),
    requestAccess: (request) => requestAccess(records, grant, request),
    revoke: async (shareId, options = {}) =>
      revokeAccess(session, contract, bytes32Argument("shareId", shareId), grantToEndFrom(options)),
    revokeMany: async (shareIds) => {
      const ids = shareIds.map((shareId) => bytes32Argument("shareIds", shareId));
      return revokeManyAccess(session, contract, ids);
    },
    revokeAll: () => revokeAllAccess(session, contract),
    publishHead: () => publishHead(session),
    listShares: async () => {
      const shares = await listOwnShares(session);
      return Promise.all(shares.map((share) => ownTerms(share, session.keys)));
    },
  };
}
