import type { ProblemValues } from "@idos/protocol";
import { IdosError } from "./idos-error.ts";

/** Which claim of a node did not survive its verification. */
export type NodeCheck =
  /** The node is not the one, or not of the chain and contract, that this client was told to use. */
  | "node-origin"
  | "deployment"
  /** A session other than the one that was asked for. */
  | "session"
  /** Founding link, further links, unlinkings and key binding of a user. */
  | "user-account"
  | "user-id"
  | "account-link"
  | "account-unlink"
  | "account-rollback"
  | "key-binding"
  | "key-succession"
  | "key-binding-rollback"
  /** A record's signed header. */
  | "header-signature"
  | "header-owner"
  | "header-record"
  | "header-delegation"
  | "header-author"
  | "header-rollback"
  | "header-fork"
  | "envelope-hash"
  | "envelope-header"
  /** What a share says about itself. */
  | "share-document"
  | "share-identity"
  | "share-records"
  | "share-owner"
  /** Its grant is on another chain than this client was told to use. */
  | "share-chain"
  | "share-grantee"
  /** What the user signed for other nodes to follow. */
  | "head"
  | "head-manifest"
  | "head-rollback"
  /** A request for access: who signed it, to whom it is, and that it is the one that was asked about. */
  | "request-document"
  | "request-owner"
  | "request-identity"
  /** A node's log of reads: `fault` says what is wrong with its chain. */
  | "receipts"
  /** An event of another chain, or of a kind that cannot be at its place. */
  | "event"
  | "decided-at"
  | "paging";

export function nodeLied(check: NodeCheck, message: string, values: ProblemValues = {}): IdosError {
  return new IdosError("NODE_LIED", message, { check, ...values });
}
