import { createServer, type RequestListener, type Server } from "node:http";

/** Bounds for clients that send or read slowly. */
const TIMEOUTS = {
  headersTimeout: 10_000,
  // The largest envelope at 1 Mbit/s.
  requestTimeout: 180_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
} as const;
const IDLE_SOCKET_MS = 120_000;
const DRAIN_CHECK_MS = 50;

export interface HttpServer {
  /** Where it listens. */
  readonly url: string;
  /** Takes no more requests and resolves when those under way are answered, or are cut off after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Listens, and only then asks for what to serve, because that may need to know the address. */
export async function openHttpServer(
  { host, port }: { readonly host: string; readonly port: number },
  serve: (url: string) => RequestListener,
): Promise<HttpServer> {
  const server = createServer(TIMEOUTS);
  server.timeout = IDLE_SOCKET_MS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
  const url = urlOf(server, host);
  server.on("request", serve(url));
  return { url, close: (graceMs) => drain(server, graceMs) };
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  return new URL(`http://${host.includes(":") ? `[${host}]` : host}:${address.port}`).origin;
}

async function drain(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that was busy when the server closed would be kept alive once it is idle.
  const idle = setInterval(() => server.closeIdleConnections(), DRAIN_CHECK_MS);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
