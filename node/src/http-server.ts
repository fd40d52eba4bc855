import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";

/** Bounds for clients that send or read slowly. */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
} as const;
const IDLE_SOCKET_MS = 120_000;
const DRAIN_CHECK_MS = 50;

export interface HttpServer {
  /** Where it listens. */
  readonly url: string;
  /** Goes on serving, and ends each connection with its next answer, so that none is cut when it closes. */
  drain(): void;
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
  const lastAnswers = createLastAnswers(serve(url));
  server.on("request", lastAnswers.listener);
  return {
    url,
    drain: () => lastAnswers.begin(),
    close(graceMs) {
      lastAnswers.begin();
      return close(server, graceMs);
    },
  };
}

/** Once begun, every answer says that its connection ends, those included that are under way. */
function createLastAnswers(serve: RequestListener): { listener: RequestListener; begin: () => void } {
  const underWay = new Set<ServerResponse>();
  let begun = false;
  const end = (response: ServerResponse): void => {
    if (!response.headersSent) response.setHeader("connection", "close");
  };
  return {
    listener(request, response) {
      underWay.add(response);
      response.once("close", () => underWay.delete(response));
      if (begun) end(response);
      serve(request, response);
    },
    begin() {
      begun = true;
      for (const response of underWay) end(response);
    },
  };
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  return new URL(`http://${host.includes(":") ? `[${host}]` : host}:${address.port}`).origin;
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that was busy when the server closed would be kept alive once it is idle.
  const idle = setInterval(() => server.closeIdleConnections(), DRAIN_CHECK_MS);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
