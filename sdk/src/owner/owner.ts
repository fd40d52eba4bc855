import type { Address, SignedWriteGrant } from "@idos/protocol";
import type { Signer } from "ethers";
import { connectAccessContract } from "../chain/access-contract.ts";
import { addressArgument, bytes32Argument } from "../errors/argument.ts";
import type { IdosSession } from "../session/idos-session.ts";
import type { VerifiedUser } from "../verify/public-user.ts";
import type { ShareTerms } from "../verify/share-terms.ts";
import { allowIssuer, type AllowIssuerTerms } from "./allow-issuer.ts";
import { type AccessGranted, grantAccess, type GrantRequest } from "./grant-access.ts";
import { linkAccount } from "./link-account.ts";
import { createOwnerRecords, type OwnerRecords } from "./owner-records.ts";
import { type AccessRequest, requestAccess } from "./request-access.ts";
import { type AccessRevoked, revokeAccess, revokeAllAccess } from "./revoke-access.ts";
import { listOwnShares } from "./shares-of-record.ts";

/** What a person does with her own data: the face for dashboards, and for pages that ask her for access. */
export interface Owner {
  readonly records: OwnerRecords;
  me(): Promise<VerifiedUser>;
  /** Links one more account; both wallets sign. */
  linkAccount(newSigner: Signer): Promise<Address>;
  /** Lets an issuer add records; the wallet signs, nothing is sent. */
  allowIssuer(terms: AllowIssuerTerms): Promise<SignedWriteGrant>;
  /** Shares records by their ids: one transaction. Throws RECIPIENT_HAS_NO_KEY, WALLET_REJECTED, WRONG_CHAIN. */
  grant(request: GrantRequest): Promise<AccessGranted>;
  /** Shares records by their types: what a dApp's page calls. Throws RECORD_NOT_HELD besides. */
  requestAccess(request: AccessRequest): Promise<AccessGranted>;
  /**
   * Ends a grant: one transaction, then the share's keys are destroyed. With the grantee's account it needs no word of
   * the node, and so works for a share that the node does not have any more.
   */
  revoke(shareId: string, options?: { readonly grantee?: string }): Promise<AccessRevoked>;
  /** Ends every grant that the signed-in account made: one transaction, whatever their number; then their keys go. */
  revokeAll(): Promise<AccessRevoked>;
  /** Her shares, as she signed them. */
  listShares(): Promise<ShareTerms[]>;
}

/** The owner's face of a session. Granting and revoking need a signer with a provider. */
export function createOwner(session: IdosSession): Owner {
  const contract = connectAccessContract(session.deployment, session.signer);
  const records = createOwnerRecords(session, contract);
  const grant = (request: GrantRequest): Promise<AccessGranted> => grantAccess(session, contract, request);
  return {
    records,
    grant,
    me: () => session.user(),
    linkAccount: (newSigner) => linkAccount(session, newSigner),
    allowIssuer: (terms) => allowIssuer(session, terms),
    requestAccess: (request) => requestAccess(records, grant, request),
    revoke: (shareId, { grantee } = {}) =>
      revokeAccess(session, contract, {
        shareId: bytes32Argument("shareId", shareId),
        grantee: grantee === undefined ? undefined : addressArgument("grantee", grantee),
      }),
    revokeAll: () => revokeAllAccess(session, contract),
    listShares: () => listOwnShares(session),
  };
}
