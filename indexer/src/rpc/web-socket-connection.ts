import { WebSocket } from "ws";
import { RpcError } from "../errors.ts";
import { connectionError } from "./connection-error.ts";
import type { JsonRpc, TransportOptions } from "./json-rpc.ts";
import { parseMessage } from "./parse-answer.ts";
import { createPendingRequests } from "./pending-requests.ts";
import { retryAfterMs } from "./retry-after.ts";

export interface WebSocketOptions extends TransportOptions {
  /** A subscription has news. What it says is not looked at. */
  readonly onNews: () => void;
}

const TOO_LARGE = "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";

/** One connection, for as long as it holds: `onClosed` says when it broke. Rejects with RpcError. */
export async function openWebSocket(options: WebSocketOptions, onClosed: () => void): Promise<JsonRpc> {
  const { url, timeoutMs, responseBytesMax, signal, onNews } = options;
  signal.throwIfAborted();
  const socket = new WebSocket(url, { maxPayload: responseBytesMax, perMessageDeflate: false });
  let heardAtMs = performance.now();
  let lastId = 0;
  // A server that has not said a word since the request is given up, and connected to anew.
  const pending = createPendingRequests(timeoutMs, (sentAtMs) => {
    if (heardAtMs < sentAtMs) socket.terminate();
  });
  const terminate = (): void => socket.terminate();
  signal.addEventListener("abort", terminate, { once: true });

  socket.on("message", (data) => {
    heardAtMs = performance.now();
    const message = Buffer.isBuffer(data) ? parseMessage(data.toString()) : undefined;
    if (message !== undefined && "subscription" in message) onNews();
    else if (message === undefined || !pending.settle(message)) {
      pending.failAll(() => new RpcError("malformed", "a message that answers no request"));
      socket.terminate();
    }
  });
  socket.on("error", (error) => {
    const tooLarge = "code" in error && error.code === TOO_LARGE;
    const tooLargeError = new RpcError("too-large", `an answer of more than ${responseBytesMax} bytes`);
    // Which answer it is cannot be known: of those that wait, logs are what can be large.
    pending.failAll((method) =>
      tooLarge && method === "eth_getLogs" ? tooLargeError : connectionError(error),
    );
  });
  socket.on("close", () => {
    signal.removeEventListener("abort", terminate);
    pending.failAll(() => new RpcError("unreachable", "connection closed"));
    onClosed();
  });

  await opened(socket, timeoutMs);
  keepAlive(socket, timeoutMs);
  return (method, params) => {
    const id = ++lastId;
    const answer = pending.expect(id, method);
    socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }), (error) => {
      if (error) pending.fail(id, connectionError(error));
    });
    return answer;
  };
}

function opened(socket: WebSocket, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new RpcError("timeout", `no connection in ${timeoutMs} ms`));
      socket.terminate();
    }, timeoutMs);
    socket.on("open", resolve);
    socket.on("unexpected-response", (_, { statusCode, headers }) => {
      const waitMs = retryAfterMs(headers["retry-after"] ?? null, Date.now());
      reject(new RpcError("http", `status ${statusCode ?? 0}`, statusCode, waitMs));
      socket.terminate();
    });
    socket.on("error", (error) => reject(connectionError(error)));
    for (const end of ["open", "close"]) socket.on(end, () => clearTimeout(timer));
  });
}

/** Ends a connection whose other side is gone without a word. */
function keepAlive(socket: WebSocket, everyMs: number): void {
  let alive = true;
  const timer = setInterval(() => {
    if (!alive) socket.terminate();
    else socket.ping();
    alive = false;
  }, everyMs);
  for (const sign of ["pong", "message"])
    socket.on(sign, () => {
      alive = true;
    });
  socket.on("close", () => clearInterval(timer));
}
