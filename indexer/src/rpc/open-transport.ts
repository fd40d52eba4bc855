import { createHttpJsonRpc } from "./http-json-rpc.ts";
import type { JsonRpc } from "./json-rpc.ts";
import type { WebSocketOptions } from "./web-socket-connection.ts";
import { createWebSocketJsonRpc } from "./web-socket-json-rpc.ts";

/** What speaks with an endpoint, by its URL's scheme. */
export function openTransport(options: WebSocketOptions): JsonRpc {
  return options.url.startsWith("ws") ? createWebSocketJsonRpc(options) : createHttpJsonRpc(options);
}
