import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";
import type { BlockRecord } from "../chain/block-record.ts";
import type { ChainStore } from "./chain-store.ts";
import { type Request, type RequestCounts, respond } from "./json-rpc.ts";

/** JSON-RPC over WebSocket with `eth_subscribe` for new heads. Returns what tells the subscribers of a block. */
export function serveSockets(
  server: Server,
  store: ChainStore,
  counts: () => RequestCounts,
  latencyMs: number,
): (block: BlockRecord) => void {
  const subscribers = new Map<WebSocket, string>();
  new WebSocketServer({ server }).on("connection", (socket) => {
    const special = ({ method }: Request): string | undefined => {
      if (method === "eth_subscribe") subscribers.set(socket, "0x1");
      else if (method === "eth_unsubscribe") subscribers.delete(socket);
      else return undefined;
      return method === "eth_subscribe" ? '"0x1"' : "true";
    };
    socket.on("close", () => subscribers.delete(socket));
    socket.on("error", () => socket.terminate());
    socket.on("message", (data: Buffer) => {
      const text = data.toString("utf8");
      void late(latencyMs).then(() => socket.send(respond(store, counts(), text, special)));
    });
  });
  return ({ header }) => {
    for (const [socket, subscription] of subscribers) {
      const params = `{"subscription":"${subscription}","result":{${header}}}`;
      const text = `{"jsonrpc":"2.0","method":"eth_subscription","params":${params}}`;
      void late(latencyMs).then(() => socket.send(text));
    }
  };
}

export async function late(latencyMs: number): Promise<void> {
  if (latencyMs > 0) await sleep(latencyMs);
}
