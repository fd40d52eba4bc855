import type { Address, Bytes32, Delegation, RequestState } from "@idos/protocol";
import type { Page, PageRequest } from "./records.ts";

export interface StoredRequest {
  readonly request: Bytes32;
  /** The user who is asked. */
  readonly ownerId: Bytes32;
  readonly requester: Address;
  readonly chainId: number;
  readonly expiresAtSeconds: number;
  /** The requester's signed statement of all this, and what makes its signature his. */
  readonly document: string;
  readonly delegation: Delegation;
  readonly createdAtSeconds: number;
  /** Null until it is granted, denied or cancelled. */
  readonly closing: RequestClosing | null;
}

export interface RequestClosing {
  readonly state: "granted" | "denied" | "cancelled";
  /** The share that answers it; null unless granted. */
  readonly share: Bytes32 | null;
  readonly atSeconds: number;
}

/** Which of the requests: those that are in this state then, or all. */
export interface RequestFilter {
  readonly state?: RequestState | undefined;
  readonly nowSeconds: number;
}

/** `owner-gone`: there is no such user any more. */
export type CreateRequestOutcome = "created" | "taken" | "owner-gone" | "requester-limit" | "owner-limit";

export interface RequestStore {
  /**
   * Counts what is pending at its `createdAtSeconds` against the limits, and forgets the owner's oldest requests
   * beyond the number of closed ones that is kept.
   */
  createRequest(request: StoredRequest): Promise<CreateRequestOutcome>;
  request(request: Bytes32): Promise<StoredRequest | undefined>;
  requestsTo(ownerId: Bytes32, filter: RequestFilter, page: PageRequest): Promise<Page<StoredRequest>>;
  /** Those for a grant on this chain; null: on any. */
  requestsBy(
    whose: { readonly requester: Address; readonly chainId: number | null },
    filter: RequestFilter,
    page: PageRequest,
  ): Promise<Page<StoredRequest>>;
  /** Of several closings made at once, one succeeds. An expired request is not pending. */
  closeRequest(
    of: Pick<StoredRequest, "ownerId" | "request">,
    closing: RequestClosing,
  ): Promise<"closed" | "not-pending">;
}
