import { RpcError } from "../errors.ts";
import { type RpcAnswer, resultOf } from "./parse-answer.ts";

/** Requests of one connection that wait for their answers. */
export interface PendingRequests {
  /** The result, or RpcError: a refusal, or "timeout" when it does not come. */
  expect(id: number, method: string): Promise<unknown>;
  /** false where no request was ever made under that id. An answer that comes too late is dropped. */
  settle(answer: RpcAnswer): boolean;
  fail(id: number, error: unknown): void;
  failAll(errorOf: (method: string) => unknown): void;
}

interface Pending {
  readonly method: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

export function createPendingRequests(
  timeoutMs: number,
  onTimeout: (sentAtMs: number) => void,
): PendingRequests {
  const pending = new Map<number, Pending>();
  let idMax = 0;

  function take(id: number): Pending | undefined {
    const found = pending.get(id);
    pending.delete(id);
    clearTimeout(found?.timer);
    return found;
  }

  function fail(id: number, error: unknown): void {
    take(id)?.reject(error);
  }

  return {
    expect(id, method) {
      idMax = Math.max(idMax, id);
      const sentAtMs = performance.now();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          fail(id, new RpcError("timeout", `no answer in ${timeoutMs} ms`));
          onTimeout(sentAtMs);
        }, timeoutMs);
        pending.set(id, { method, resolve, reject, timer });
      });
    },
    settle(answer) {
      if (answer.id === null || answer.id > idMax) return false;
      const found = take(answer.id);
      try {
        found?.resolve(resultOf(answer, found.method));
      } catch (error) {
        found?.reject(error);
      }
      return true;
    },
    fail,
    failAll(errorOf) {
      for (const [id, { method }] of [...pending]) fail(id, errorOf(method));
    },
  };
}
