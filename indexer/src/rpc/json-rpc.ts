import { z } from "zod";
import { RpcError } from "../errors.ts";
import { readBoundedBody } from "./bounded-body.ts";

export interface JsonRpcOptions {
  readonly url: string;
  readonly timeoutMs: number;
  readonly responseBytesMax: number;
  /** Ends requests under way. */
  readonly signal: AbortSignal;
}

/** One JSON-RPC 2.0 request; the result is as unknown as the server. Rejects with RpcError. */
export type JsonRpc = (method: string, params: readonly unknown[]) => Promise<unknown>;

const answerSchema = z.union([
  z.object({ id: z.number(), error: z.object({ code: z.number(), message: z.string() }) }),
  z.object({ id: z.number(), result: z.unknown().nonoptional() }),
]);

export function createJsonRpc(options: JsonRpcOptions): JsonRpc {
  let lastId = 0;
  return async (method, params) => {
    const id = ++lastId;
    const text = await post(JSON.stringify({ jsonrpc: "2.0", id, method, params }), options);
    const answer = answerSchema.safeParse(parseJson(text));
    if (!answer.success || answer.data.id !== id)
      throw new RpcError("malformed", `${method} was not answered in JSON-RPC`);
    if (!("error" in answer.data)) return answer.data.result;
    const { code, message } = answer.data.error;
    throw new RpcError("refused", `${method}: ${message.slice(0, 200)}`, code);
  };
}

async function post(
  body: string,
  { url, timeoutMs, responseBytesMax, signal }: JsonRpcOptions,
): Promise<string> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      redirect: "error",
      signal: AbortSignal.any([timeout, signal]),
    });
    // Read even when refused, so that the connection can be used again.
    const text = await readBoundedBody(response, responseBytesMax);
    if (response.status !== 200) throw new RpcError("http", `status ${response.status}`, response.status);
    return text;
  } catch (error) {
    if (error instanceof RpcError) throw error;
    signal.throwIfAborted();
    if (timeout.aborted) throw new RpcError("timeout", `no answer in ${timeoutMs} ms`);
    throw new RpcError("unreachable", error instanceof Error ? error.message : String(error));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RpcError("malformed", "an answer that is not JSON");
  }
}
