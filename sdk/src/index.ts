export { signIn, type SignInOptions } from "./session/sign-in.ts";
export type { IdosSession } from "./session/idos-session.ts";
export type { KeyRing } from "./keys/key-ring.ts";
export type { UnlockSecret } from "./keys/open-backups.ts";

export { createOwner, type Owner } from "./owner/owner.ts";
export type { OwnerRecords, UpdatedRecord } from "./owner/owner-records.ts";
export type { AllRecords, UnreadableRecord } from "./owner/read-each.ts";
export type { AccessGranted } from "./owner/grant-access.ts";
export type { GrantRequest } from "./owner/stage-share.ts";
export type { RevokeOptions } from "./owner/grant-to-end.ts";
export type { GrantSigned, SignedAccess, ValidFor } from "./owner/sign-access.ts";
export type { PublishedHead } from "./owner/publish-head.ts";
export type { AccessRequest } from "./owner/request-access.ts";
export type { AccessRevoked } from "./owner/revoke-access.ts";
export type { AllowIssuerTerms } from "./owner/allow-issuer.ts";
export { signFoundingLink } from "./owner/founding-link.ts";

export { createConsumer, type Consumer } from "./consumer/consumer.ts";
export type { MissingRecord, ReadShareOptions, SharedData } from "./consumer/read-share.ts";
export type { AccessRenounced } from "./consumer/renounce-access.ts";
export type { ReadCredential } from "./consumer/read-credential.ts";

export { createIssuer, type Issuer } from "./issuer/issuer.ts";
export type { IssuerIdentity } from "./issuer/issuer-identity.ts";
export type { IssueRequest } from "./issuer/issue-credential.ts";
export {
  createCredentialJwk,
  type CredentialKey,
  importCredentialKey,
} from "./credentials/credential-key.ts";
export {
  type CredentialCheck,
  type CredentialRequirements,
  type VerifiedCredential,
  verifyCredential,
} from "./credentials/verify-credential.ts";

export { type AccessContract, connectAccessContract } from "./chain/access-contract.ts";
export type { AccessTransactions } from "./chain/access-transactions.ts";
export type { AccessSigning, BatchTerms } from "./chain/access-signing.ts";
export type { AccessRelaying, RelayedBatch } from "./chain/access-relaying.ts";
export type { AccessViews } from "./chain/access-views.ts";
export type { BatchOutcome } from "./chain/batch-outcome.ts";
export type { ChangeOutcome } from "./chain/change-outcomes.ts";
export type { GrantKey, GrantTerms, SealedGrantTerms } from "./chain/grant-terms.ts";
export type {
  Signed,
  SignedBatch,
  SignedGrant,
  SignedGrantSealed,
  SignedRevoke,
  SignedRevokeAll,
  SignedRevokeSealed,
} from "./chain/signed-messages.ts";
export type { StoredGrant } from "./chain/standing.ts";
export type { ChainReceipt } from "./chain/receipt.ts";
export { expiresAtFrom, type ExpiresIn } from "./chain/expiry.ts";

export type { JsonValue, RecordContent } from "./records/content.ts";
export type { OpenedRecord, RecordSummary } from "./records/opened-record.ts";
export type { VerifiedUser } from "./verify/public-user.ts";
export type { RecordAuthor } from "./verify/stored-record.ts";
export type { NodeCheck } from "./errors/node-lied.ts";
export type { NodeClient } from "./http/node-client.ts";
export type { RequestReport } from "./http/transport.ts";
export { createSeed } from "./crypto/key-pair.ts";
export { PASSWORD_CHARACTERS_MIN, type PasswordCost } from "./crypto/key-backup/password-slot.ts";
export type { ContractCode } from "./errors/contract-refusals.ts";
export { IdosError, type IdosErrorCode, isIdosError } from "./errors/idos-error.ts";
export type {
  LockedShareTerms,
  PublicShareTerms,
  SealedShareTerms,
  ShareTerms,
  UnreadableShareTerms,
} from "./verify/share-terms.ts";
export type { DecidedAt, NodeInfo, SealOpening, SignedAccountLink, SignedWriteGrant } from "@idos/protocol";
export {
  deploymentOn,
  DEPLOYMENTS,
  grantHandle,
  type KnownDeployment,
  sealedGrantHandle,
  signedAccountLinkSchema,
  signedWriteGrantSchema,
} from "@idos/protocol";
