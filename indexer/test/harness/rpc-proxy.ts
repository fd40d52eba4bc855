import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
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
  | { readonly body: string; readonly status?: number }
  | "silence";

export type Rule = (call: RpcCall) => Answer | undefined | Promise<Answer | undefined>;

export interface RpcProxy {
  readonly url: string;
  /** Applied to every answer; undefined passes the chain's own, once it is known. Replaces the rule before it. */
  tamper(rule: Rule | undefined): void;
  /** How often the proxy was asked this. */
  calls(method: string): number;
  close(): Promise<void>;
}

/** A JSON-RPC server that lies about a chain as a test tells it to. */
export async function startRpcProxy(targetUrl: string): Promise<RpcProxy> {
  let rule: Rule | undefined;
  const counts = new Map<string, number>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const { id, method, params } = requestSchema.parse(JSON.parse(body));
    counts.set(method, (counts.get(method) ?? 0) + 1);
    const headers = { "content-type": "application/json" };
    const forwarded = await fetch(targetUrl, { method: "POST", headers, body });
    const honest = await forwarded.text();
    const { result } = answerSchema.parse({
      result: undefined,
      ...z.looseObject({}).parse(JSON.parse(honest)),
    });
    const lie = await rule?.({ method, params, result });
    if (lie === "silence") return;
    if (lie === undefined) response.writeHead(200, headers).end(honest);
    else if ("body" in lie) response.writeHead(lie.status ?? 200).end(lie.body);
    else response.writeHead(200, headers).end(JSON.stringify({ jsonrpc: "2.0", id, ...lie }));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(502).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    tamper: (next) => {
      rule = next;
    },
    calls: (method) => counts.get(method) ?? 0,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
