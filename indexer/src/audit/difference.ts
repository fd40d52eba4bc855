import type { Address } from "@idos/protocol";

/** What makes Redis equal again, at the checkpoint at which the difference was found. */
export type Repair =
  | {
      readonly kind: "put-grant";
      readonly key: Buffer;
      readonly owner: Buffer;
      readonly subject: Buffer;
      readonly packed: Buffer;
      /** Its places in the lists are wrong too. */
      readonly relist: boolean;
    }
  /** A field that should not be there, if it still has this value. `key` is without the generation's prefix. */
  | { readonly kind: "delete-field"; readonly key: Buffer; readonly field: Buffer; readonly value: Buffer }
  | { readonly kind: "delete-key"; readonly key: Buffer }
  | { readonly kind: "set-epoch"; readonly owner: Address; readonly epoch: bigint }
  | {
      readonly kind: "set-counter";
      readonly list: "o" | "g";
      readonly account: Buffer;
      /** Of the account's list, when its keys were looked through; undefined where it had none. */
      readonly highestChunk: number | undefined;
    }
  | {
      readonly kind: "set-field";
      readonly hash: "u" | "t" | "x" | "meta";
      readonly field: Buffer;
      /** Empty to delete it. */
      readonly value: Buffer;
    }
  /** Nothing less than reading everything anew. */
  | { readonly kind: "rebuild" };

export type DifferenceKind =
  | "meta"
  | "entry"
  | "owner-list"
  | "grantee-list"
  | "epoch"
  | "counter"
  | "undo-record"
  | "transaction"
  | "key";

/** One place where Redis and the contract's events do not agree. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** Which account, grant or block it is about. */
  readonly where: string;
  readonly holds: string;
  readonly expected: string;
  readonly repair: Repair;
}
