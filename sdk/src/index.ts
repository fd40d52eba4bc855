import "./without-eval.ts";

export { createIdos, type Idos, type IdosOptions } from "./idos.ts";
export { signIn, type SignInOptions } from "./session/sign-in.ts";
export type { SessionOptions } from "./session/session-options.ts";
export type { SignerSource } from "./session/signer-source.ts";
export type { IdosSession, SessionNode } from "./session/idos-session.ts";
export type { CrossCheck, NodeVerdict } from "./cross-check/compare-answers.ts";
export type { OnProgress, Progress } from "./progress.ts";
export type { EventsOptions, IdosEvent } from "./events/follow-events.ts";
export type { KeyRing } from "./keys/key-ring.ts";
export type { BackUps, ConfirmRecoveryKit, PasswordOptions } from "./keys/back-ups.ts";
export type { BackupHealth } from "./keys/slots.ts";
export type { RecoveryKit } from "./crypto/key-backup/recovery-kit.ts";
export { createPassphrase } from "./crypto/key-backup/passphrase.ts";
export { browserPasskeys } from "./keys/browser-passkeys.ts";
export type { Passkeys, PasskeyRequest } from "./keys/passkey.ts";
export type { PasskeyPrompt } from "./crypto/key-backup/passkey-slot.ts";
export { indexedDbSeedStore, type SeedStore } from "./keys/remember/seed-store.ts";
export type { UnlockSecret } from "./keys/open-backups.ts";

export { createOwner, type Owner } from "./owner/owner.ts";
export type { OwnerRecords, UpdatedRecord } from "./owner/owner-records.ts";
export type { AllRecords, UnreadableRecord } from "./owner/read-each.ts";
export type { AccessGranted } from "./owner/grant-access.ts";
export type { CredentialChoice, GrantRequest } from "./owner/stage-share.ts";
export type { RevokeOptions } from "./owner/grant-to-end.ts";
export type { GrantSigned, SignedAccess, ValidFor } from "./owner/sign-access.ts";
export type { PublishedHead } from "./owner/publish-head.ts";
export type { AccessRequest, RecordWanted } from "./owner/request-access.ts";
export type { AccessRevoked } from "./owner/revoke-access.ts";
export type { AllowIssuerTerms } from "./owner/allow-issuer.ts";
export type { AccessLog, SeenLogs } from "./owner/access-log.ts";
export type { OwnSession, OwnSessions } from "./owner/own-sessions.ts";
export type { Asked } from "./requests/asked.ts";
export type { AskTerms, SentRequests } from "./requests/sent-requests.ts";
export type {
  GrantedPart,
  ReceivedRequest,
  ReceivedRequests,
  RequestGranted,
} from "./requests/received-requests.ts";
export type { RequestFacts } from "./requests/verify-request.ts";
export { signFoundingLink } from "./owner/founding-link.ts";

export { createConsumer, type Consumer, type ConsumerOptions } from "./consumer/consumer.ts";
export type { MissingRecord, ReadShareOptions, SharedData } from "./consumer/read-share.ts";
export type { AccessRenounced } from "./consumer/renounce-access.ts";
export type { ReadCredential } from "./consumer/read-credential.ts";
export { type CredentialReport, READ_CHECKS, type ReadCheck } from "./consumer/credential-report.ts";

export { createIssuer, type Issuer } from "./issuer/issuer.ts";
export type { IssuerIdentity } from "./issuer/issuer-identity.ts";
export type { IssueRequest } from "./issuer/issue-credential.ts";
export {
  createStatusRegistry,
  statusEntriesSchema,
  type StatusEntry,
  type StatusRegistry,
  type StatusRegistryOptions,
} from "./issuer/status-registry.ts";
export {
  createCredentialJwk,
  type CredentialKey,
  importCredentialKey,
} from "./credentials/credential-key.ts";
export { ageClaims, type AgeClaims } from "./credentials/age-claims.ts";
export type { CredentialCheck } from "./credentials/credential-checks.ts";
export { decodeCredential, type DecodedCredential } from "./credentials/decode-credential.ts";
export {
  type IssuerMetadata,
  issuerMetadata,
  issuerMetadataUrl,
  loadIssuerKeys,
  pinIssuers,
} from "./credentials/issuer-keys.ts";
export type { ClaimChoice } from "./credentials/present-credential.ts";
export type { ClaimPath } from "./credentials/reveal-claims.ts";
export { STATUS_MEDIA_TYPE } from "./credentials/status-list/status-token.ts";
export type {
  CredentialRequirements,
  PinnedIssuers,
  VerifiedCredential,
} from "./credentials/verify-credential.ts";

export { type AccessContract, connectAccessContract } from "./chain/access-contract.ts";
export type { AccessTransactions } from "./chain/access-transactions.ts";
export type { AccessSigning, BatchTerms } from "./chain/access-signing.ts";
export type { AccessRelaying, RelayedBatch } from "./chain/access-relaying.ts";
export type { AccessViews } from "./chain/access-views.ts";
export type { AccessEstimates } from "./chain/access-estimates.ts";
export {
  type ChainPlace,
  type GrantEnd,
  type GrantHistory,
  type HistoricGrant,
  readGrantHistory,
} from "./chain/grant-history.ts";
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

export type { RecordContent } from "./records/content.ts";
export type { JsonValue } from "./records/json-value.ts";
export type { OpenedRecord, RecordSummary } from "./records/opened-record.ts";
export type { VerifiedUser } from "./verify/public-user.ts";
export type { RecordAuthor } from "./verify/stored-record.ts";
export type { NodeCheck } from "./errors/node-lied.ts";
export type { NodeClient } from "./http/node-client.ts";
export type { RequestReport } from "./http/transport.ts";
export { createSeed } from "./crypto/key-pair.ts";
export type { PasswordCost } from "./crypto/key-backup/password-slot.ts";
export { PASSWORD_CHARACTERS_MIN } from "./crypto/key-backup/password-strength.ts";
export type { ContractCode } from "./errors/contract-refusals.ts";
export { IdosError, type IdosErrorCode, isIdosError } from "./errors/idos-error.ts";
export type {
  LockedShareTerms,
  PublicShareTerms,
  SealedShareTerms,
  ShareTerms,
  UnreadableShareTerms,
} from "./verify/share-terms.ts";
export type {
  DecidedAt,
  KeyBackupKind,
  NodeInfo,
  RequestState,
  SealOpening,
  SignedAccountLink,
  SignedWriteGrant,
} from "@idos/protocol";
export {
  deploymentOn,
  DEPLOYMENTS,
  type Address,
  type Bytes32,
  grantHandle,
  type KnownDeployment,
  NEVER_EXPIRES,
  parseAddress,
  parseBytes32,
  sealedGrantHandle,
  signedAccountLinkSchema,
  signedWriteGrantSchema,
} from "@idos/protocol";
