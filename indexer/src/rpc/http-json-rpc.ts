import { RpcError } from "../errors.ts";
import { readBoundedBody } from "./bounded-body.ts";
import type { JsonRpc, TransportOptions } from "./json-rpc.ts";
import { connectionError } from "./connection-error.ts";
import { parseAnswer, type RpcAnswer, resultOf } from "./parse-answer.ts";
import { retryAfterMs } from "./retry-after.ts";

const TOO_MANY_REQUESTS = 429;
const CONTENT_TOO_LARGE = 413;

export function createHttpJsonRpc(options: TransportOptions): JsonRpc {
  const url = new URL(options.url);
  const headers = { "content-type": "application/json", ...takeCredentials(url) };
  let lastId = 0;
  return async (method, params) => {
    const id = ++lastId;
    const body = JSON.stringify({ jsonrpc: "2.0", id, method, params });
    const answer = await post(url, { method: "POST", headers, body, redirect: "error" }, options);
    if (answer === undefined || (answer.id !== id && !(answer.id === null && "error" in answer)))
      throw new RpcError("malformed", `${method} was not answered in JSON-RPC`);
    return resultOf(answer, method);
  };
}

/** fetch accepts no URL with a name and a password. */
function takeCredentials(url: URL): { authorization?: string } {
  if (url.username === "" && url.password === "") return {};
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = "";
  url.password = "";
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}

async function post(
  url: URL,
  request: RequestInit,
  { timeoutMs, responseBytesMax, signal }: TransportOptions,
): Promise<RpcAnswer | undefined> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.any([timeout, signal]) });
    // Read even when refused, so that the connection can be used again.
    const text = await readBoundedBody(response, responseBytesMax);
    return response.status === 200 ? parseAnswer(text) : readRefusal(response, text);
  } catch (error) {
    if (error instanceof RpcError) throw error;
    signal.throwIfAborted();
    if (timeout.aborted) throw new RpcError("timeout", `no answer in ${timeoutMs} ms`);
    throw connectionError(error);
  }
}

/** Some servers put the error object under a status that is not 200. */
function readRefusal({ status, headers }: Response, text: string): RpcAnswer {
  if (status === CONTENT_TOO_LARGE) throw new RpcError("too-large", `status ${status}`, status);
  const answer = status < 500 && status !== TOO_MANY_REQUESTS ? parseAnswer(text) : undefined;
  if (answer !== undefined && "error" in answer) return answer;
  throw new RpcError(
    "http",
    `status ${status}`,
    status,
    retryAfterMs(headers.get("retry-after"), Date.now()),
  );
}
