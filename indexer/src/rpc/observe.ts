import { RpcError } from "../errors.ts";
import { secretsHider } from "./hide-secrets.ts";
import type { ChainSourceEvent, JsonRpc } from "./json-rpc.ts";

/** Reports every request under its host, and keeps what may be a key in the URL out of every error. */
export function observe(call: JsonRpc, url: string, onEvent: (event: ChainSourceEvent) => void): JsonRpc {
  const { host } = new URL(url);
  const hide = secretsHider(url);
  return async (method, params) => {
    const sinceMs = performance.now();
    const report = (end: { failure?: RpcError["failure"] }): void => {
      onEvent({ kind: "request", host, method, ms: performance.now() - sinceMs, ...end });
    };
    try {
      const result = await call(method, params);
      report({});
      return result;
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      report({ failure: error.failure });
      throw new RpcError(error.failure, hide(error.detail), error.code, error.retryAfterMs);
    }
  };
}
