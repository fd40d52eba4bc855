import { createHttpJsonRpc } from "./http-json-rpc.ts";
import type { JsonRpc, TransportOptions } from "./json-rpc.ts";
import { createWebSocketJsonRpc } from "./web-socket-json-rpc.ts";

/** By the URL's scheme: http, https, ws or wss. `onNews` is told of new heads, which WebSocket alone brings. */
export function openTransport(options: TransportOptions, onNews: () => void): JsonRpc {
  return options.url.startsWith("ws")
    ? createWebSocketJsonRpc({ ...options, onNews })
    : createHttpJsonRpc(options);
}
