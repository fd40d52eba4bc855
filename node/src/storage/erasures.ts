import type { Bytes32, SignedUserErasure } from "@idos/protocol";

export interface ErasureStore {
  /**
   * In one transaction: everything of the user's goes, the sessions and uploads of her accounts and their requests to
   * others included. What stays is that she was erased, by which statement, and that her shares' ids are spent.
   */
  eraseUser(erasure: SignedUserErasure, nowSeconds: number): Promise<"erased" | "not-found">;
  /** The statement by which the user was erased; undefined when she was not. */
  erasure(userId: Bytes32): Promise<SignedUserErasure | undefined>;
}
