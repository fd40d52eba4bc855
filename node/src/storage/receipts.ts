import type { Bytes32, Receipt } from "@idos/protocol";
import type { Page, PageRequest } from "./records.ts";

/** A read by a grantee, before it has its place in the owner's chain of receipts. */
export type SharedRead = Omit<Receipt, "v" | "node" | "seq" | "prev">;

/** A read's place in the owner's chain. */
export type ReceiptPlace = Pick<Receipt, "seq" | "prev">;

/** `owner-gone`: there is no such user any more, and so nothing to read. */
export type ReceiptOutcome = "kept" | "owner-gone";

export interface ReceiptStore {
  /**
   * Adds a receipt of each read to the end of its owner's chain, in the order given, those of one owner all or none;
   * `sign` makes the JWS, and of what it makes nothing may be used that is not kept. No chain forks, however many
   * processes add to it. When it resolves, the receipts survive a crash of node and database.
   */
  appendReceipts(
    reads: readonly SharedRead[],
    sign: (read: SharedRead, place: ReceiptPlace) => string,
  ): Promise<readonly ReceiptOutcome[]>;
  /** The JWS of an owner's receipts, newest first. An undecodable cursor throws ProblemError MALFORMED_REQUEST. */
  receiptsOf(owner: Bytes32, page: PageRequest): Promise<Page<string>>;
}
