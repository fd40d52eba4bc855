import type { RpcFailure } from "../errors.ts";

/** One JSON-RPC 2.0 request; the result is as unknown as the server. Rejects with RpcError, on abort with the reason. */
export type JsonRpc = (method: string, params: readonly unknown[]) => Promise<unknown>;

export interface TransportOptions {
  readonly url: string;
  readonly timeoutMs: number;
  readonly responseBytesMax: number;
  /** Ends requests under way, and connections. */
  readonly signal: AbortSignal;
}

/** What is run at the newest block, without a transaction. */
export interface ContractCall {
  /** Absent: `data` is creation code, and what it returns is the answer. */
  readonly to?: string;
  readonly data: string;
  /** All that the call may spend. */
  readonly gas: number;
}

/** What becomes of the endpoints, for logs and metrics. Holds hosts, never a URL: that may hold a key. */
export type ChainSourceEvent =
  /** A request and how it ended; without `failure` there was an answer. Retries are requests of their own. */
  | {
      readonly kind: "request";
      readonly host: string;
      readonly method: string;
      readonly ms: number;
      readonly failure?: RpcFailure;
    }
  /** The endpoint said what cannot be true, or is of another chain or contract. */
  | { readonly kind: "contradiction"; readonly host: string; readonly reason: string }
  /** From now on `to` is asked. */
  | { readonly kind: "switched"; readonly from: string; readonly to: string; readonly reason: string };
