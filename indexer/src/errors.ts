export type RpcFailure =
  /** No connection, or it broke. */
  | "unreachable"
  | "timeout"
  /** An HTTP status other than 200. */
  | "http"
  | "malformed"
  | "too-large"
  /** A JSON-RPC error object. */
  | "refused"
  /** The RPC does not have what it must have, such as a block below its own head. */
  | "absent";

/** The RPC gave no usable answer. It says nothing about the chain, so nothing is concluded from it. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly failure: RpcFailure;
  /** The HTTP status, or the code of the JSON-RPC error object. */
  readonly code: number | undefined;

  constructor(failure: RpcFailure, detail: string, code?: number) {
    super(`${failure}: ${detail}`);
    this.failure = failure;
    this.code = code;
  }
}

/** The RPC's answers contradict each other, the contract or the configuration: the index may be incomplete. */
export class ContradictionError extends Error {
  override readonly name = "ContradictionError";
}

/** The chain's branch leaves ours below the oldest block that can still be undone. */
export class DeepReorgError extends Error {
  override readonly name = "DeepReorgError";
}

/** What Redis holds cannot be the contract's state: only a rebuild helps. */
export class CorruptIndexError extends Error {
  override readonly name = "CorruptIndexError";
}

/** The index is no longer as this writer left it: another writer took it over, or Redis lost it. */
export class WriteRefusedError extends Error {
  override readonly name = "WriteRefusedError";

  constructor() {
    super("the index changed under its writer");
  }
}
