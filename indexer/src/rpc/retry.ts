import { setTimeout as sleep } from "node:timers/promises";
import { RpcError } from "../errors.ts";
import type { JsonRpc } from "./json-rpc.ts";

const ATTEMPTS = 3;
const FIRST_WAIT_MS = 50;
/** An endpoint that asks for more time is left for another one instead. */
const WAIT_MS_MAX = 1_000;

/** Between half and all of `baseMs` doubled `failures` times, at most `maxMs`. */
export function backoffMs(failures: number, baseMs: number, maxMs: number): number {
  return Math.min(maxMs, baseMs * 2 ** Math.min(failures, 20)) * (0.5 + Math.random() / 2);
}

/** Asks again, a few times, where that alone may help: a lost connection, a busy or failing server. */
export function withRetries(call: JsonRpc, signal: AbortSignal): JsonRpc {
  return async (method, params) => {
    for (let failures = 0; ; failures++) {
      try {
        return await call(method, params);
      } catch (error) {
        if (failures + 1 >= ATTEMPTS || !isPassing(error)) throw error;
        const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs(failures, FIRST_WAIT_MS, WAIT_MS_MAX));
        if (waitMs > WAIT_MS_MAX) throw error;
        await sleep(waitMs, undefined, { signal });
      }
    }
  };
}

function isPassing(error: unknown): error is RpcError {
  if (!(error instanceof RpcError)) return false;
  if (error.failure === "unreachable") return true;
  return error.failure === "http" && (error.code === 429 || (error.code ?? 0) >= 500);
}
