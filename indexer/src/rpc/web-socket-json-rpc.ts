import type { JsonRpc } from "./json-rpc.ts";
import { openWebSocket, type WebSocketOptions } from "./web-socket-connection.ts";

/** Connects at the first request, and at the first one after a connection broke; subscribes to new heads each time. */
export function createWebSocketJsonRpc(options: WebSocketOptions): JsonRpc {
  let current: Promise<JsonRpc> | undefined;

  function connect(): Promise<JsonRpc> {
    const forget = (): void => {
      if (current === connection) current = undefined;
    };
    const connection = openWebSocket(options, forget);
    // Without subscriptions heads are polled, as they are anyway.
    connection.then((call) => call("eth_subscribe", ["newHeads"]).catch(() => undefined), forget);
    return connection;
  }

  return async (method, params) => {
    current ??= connect();
    const call = await current;
    return call(method, params);
  };
}
