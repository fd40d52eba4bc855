import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type RawData, WebSocket, WebSocketServer } from "ws";
import { z } from "zod";

const requestSchema = z.object({ id: z.number(), method: z.string(), params: z.array(z.unknown()) });
const answerSchema = z.looseObject({ result: z.unknown() });

export interface RpcCall {
  readonly method: string;
  readonly params: readonly unknown[];
  /** What the chain answered. */
  readonly result: unknown;
}

/** What the proxy does with an answer. */
export type Answer =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string } }
  | { readonly body: string; readonly status?: number; readonly headers?: Record<string, string> }
  | "silence"
  | "drop";

export type Rule = (call: RpcCall) => Answer | undefined | Promise<Answer | undefined>;

export interface RpcProxy {
  readonly url: string;
  readonly wsUrl: string;
  readonly host: string;
  /** Applied to every answer; undefined passes the chain's own, once it is known. Replaces the rule before it. */
  tamper(rule: Rule | undefined): void;
  /** How often the proxy was asked this; without a method, anything. */
  calls(method?: string): number;
  /** Sockets that are open. */
  sockets(): number;
  /** The header that came with the last request by HTTP. */
  authorization(): string | undefined;
  /** Breaks every connection that is open; new ones are accepted. */
  drop(): void;
  close(): Promise<void>;
}

function rawText(data: RawData): string {
  if (!Buffer.isBuffer(data)) throw new Error("ws gives messages in one piece");
  return data.toString();
}

/**
 * A JSON-RPC server, by HTTP and WebSocket, that lies about a chain as a test tells it to. Without `pongs` it leaves
 * a WebSocket's pings unanswered.
 */
export async function startRpcProxy(targetUrl: string, { pongs = true } = {}): Promise<RpcProxy> {
  let rule: Rule | undefined;
  let authorization: string | undefined;
  const counts = new Map<string, number>();

  async function ask(body: string): Promise<{ honest: string; method: string; lie: Answer | undefined }> {
    const { id, method, params } = requestSchema.parse(JSON.parse(body));
    counts.set(method, (counts.get(method) ?? 0) + 1);
    const headers = { "content-type": "application/json" };
    // A subscription is not of HTTP: the chain is asked for it by a socket of its own.
    const forwarded =
      method === "eth_subscribe" ? undefined : await fetch(targetUrl, { method: "POST", headers, body });
    const honest = (await forwarded?.text()) ?? "{}";
    const { result } = answerSchema.parse({
      result: undefined,
      ...z.looseObject({}).parse(JSON.parse(honest)),
    });
    const lie = await rule?.({ method, params, result });
    if (typeof lie !== "object" || "body" in lie) return { honest, method, lie };
    return { honest, method, lie: { body: JSON.stringify({ jsonrpc: "2.0", id, ...lie }) } };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    authorization = request.headers.authorization;
    const { honest, lie } = await ask(await text(request));
    if (lie === "silence") return;
    if (lie === "drop") request.socket.destroy();
    else if (lie === undefined) response.writeHead(200).end(honest);
    else if ("body" in lie) response.writeHead(lie.status ?? 200, lie.headers).end(lie.body);
  }

  async function answerSocket(client: WebSocket, body: string): Promise<void> {
    const { honest, method, lie } = await ask(body);
    if (lie === "silence") return;
    if (lie === "drop") client.terminate();
    else if (lie === undefined && method === "eth_subscribe") subscribe(client, body);
    else if (lie === undefined) client.send(honest);
    else if ("body" in lie) client.send(lie.body);
  }

  function subscribe(client: WebSocket, body: string): void {
    const upstream = new WebSocket(targetUrl.replace(/^http/, "ws"));
    upstream.on("open", () => upstream.send(body));
    upstream.on("message", (data) => client.send(rawText(data)));
    upstream.on("error", () => client.terminate());
    client.on("close", () => upstream.terminate());
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(502).end());
  });
  const sockets = new WebSocketServer({ server, autoPong: pongs });
  sockets.on("connection", (client) => {
    client.on("message", (data) => {
      answerSocket(client, rawText(data)).catch(() => client.terminate());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  const host = `127.0.0.1:${address.port}`;
  const drop = (): void => {
    for (const client of sockets.clients) client.terminate();
    server.closeAllConnections();
  };
  return {
    url: `http://${host}`,
    wsUrl: `ws://${host}`,
    host,
    tamper: (next) => {
      rule = next;
    },
    calls: (method) =>
      method === undefined ? [...counts.values()].reduce((sum, n) => sum + n, 0) : (counts.get(method) ?? 0),
    sockets: () => sockets.clients.size,
    authorization: () => authorization,
    drop,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      drop();
      await closed;
    },
  };
}
