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
  /** One that a smaller range of logs may avoid. */
  | "range-too-large"
  /** One that says that this RPC no longer has what is so old; another one may. */
  | "pruned"
  /** The RPC does not have what it must have, such as a block below its own head. */
  | "absent";

/** The RPC gave no usable answer. It says nothing about the chain, so nothing is concluded from it. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly failure: RpcFailure;
  readonly detail: string;
  /** The HTTP status, or the code of the JSON-RPC error object. */
  readonly code: number | undefined;
  /** How long the RPC asks to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(failure: RpcFailure, detail: string, code?: number, retryAfterMs?: number) {
    super(`${failure}: ${detail}`);
    this.failure = failure;
    this.detail = detail;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The RPC's answers contradict each other, the contract or the configuration: the index may be incomplete. */
export class ContradictionError extends Error {
  override readonly name: string = "ContradictionError";
}

/** The logs of the blocks `first` to `last` are not what the contract's own journal counts there. */
export class IncompleteLogsError extends ContradictionError {
  override readonly name = "IncompleteLogsError";
  readonly first: number;
  readonly last: number;

  constructor(first: number, last: number, why: string) {
    super(`${first === last ? `block ${last}` : `blocks ${first} to ${last}`}: ${why}`);
    this.first = first;
    this.last = last;
  }
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

export type StoreUnfitCode =
  | "EVICTING_POLICY"
  | "READ_ONLY"
  | "OUT_OF_MEMORY"
  | "NOT_PERSISTING"
  | "COMMAND_MISSING"
  | "NOT_PERMITTED"
  | "LOADING"
  | "FOREIGN_SCHEMA";

/** This Redis cannot hold the index as it is. The message says what to do. */
export class StoreUnfitError extends Error {
  override readonly name = "StoreUnfitError";
  readonly code: StoreUnfitCode;

  constructor(code: StoreUnfitCode, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** A listing's cursor that none of its pages gave. */
export class BadCursorError extends Error {
  override readonly name = "BadCursorError";
  readonly cursor: string;

  constructor(cursor: string) {
    super(`no page ends at this cursor: ${cursor.slice(0, 64)}`);
    this.cursor = cursor;
  }
}
