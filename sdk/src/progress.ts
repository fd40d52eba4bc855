import type { Bytes32, Origin } from "@idos/protocol";
import type { IdosErrorCode } from "./errors/idos-error.ts";

/** What a long step is at. A closed union: `step` tells the rest of its shape. */
export type Progress =
  /** The wallet shows the sign-in message. */
  | { readonly step: "sign-in-asked"; readonly nodes: readonly Origin[] }
  | { readonly step: "signed-in"; readonly nodes: readonly Origin[]; readonly home: Origin }
  /** The session goes on without this node. */
  | { readonly step: "node-left-out"; readonly node: Origin; readonly code: IdosErrorCode }
  /** A read is asked of another node. */
  | { readonly step: "node-failed"; readonly node: Origin; readonly code: IdosErrorCode }
  /** `done` of `total` records are wrapped for the grantee. */
  | { readonly step: "records-wrapped"; readonly done: number; readonly total: number }
  /** The share is at the node and gives no access yet. */
  | { readonly step: "share-staged"; readonly shareId: Bytes32 }
  /** The share could not be granted and is gone again. */
  | { readonly step: "share-taken-back"; readonly shareId: Bytes32 }
  /** The wallet shows the transaction. */
  | { readonly step: "transaction-asked" }
  | { readonly step: "transaction-sent"; readonly transactionHash: Bytes32 }
  | {
      readonly step: "transaction-included";
      readonly transactionHash: Bytes32;
      readonly blockNumber: number;
    }
  /** Whether the node has indexed the transaction's block. */
  | { readonly step: "node-caught-up"; readonly blockNumber: number; readonly reached: boolean };

/** Is told of each step as it begins or ends; what it throws ends the step. */
export type OnProgress = (progress: Progress) => void;
