import { createServer } from "node:http";

export interface ServedApp {
  readonly url: string;
  post(path: string, body: unknown): Promise<{ status: number; body: unknown }>;
  stop(): Promise<void>;
}

/** Serves a Koa app, on a free port unless one is given. */
export async function serveApp(
  app: { callback: () => Parameters<typeof createServer>[1] },
  port = 0,
): Promise<ServedApp> {
  const server = createServer(app.callback() ?? (() => undefined));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    async post(path, body) {
      const headers = { "content-type": "application/json" };
      const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
      return { status: response.status, body: await response.json() };
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
