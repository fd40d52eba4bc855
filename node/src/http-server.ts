import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import { LIMITS } from "@idos/protocol";
import { answerBrokenRequest } from "./http/broken-request.ts";

/** Bounds for clients that send or read slowly, and for what comes before a request can be routed. */
const BOUNDS = {
  headersTimeout: 10_000,
  // The largest envelope at 1 Mbit/s.
  requestTimeout: 180_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: LIMITS.headerBytesMax,
  // The application refuses what has none, as a problem.
  requireHostHeader: false,
} as const;
const IDLE_SOCKET_MS = 120_000;
/** Some 20 KiB each. What is beyond is closed before a byte of it is read. */
const CONNECTIONS_MAX = 4_096;
const DRAIN_CHECK_MS = 50;

/** In place of the real bounds, where a test does not wait that long. */
export type HttpServerBounds = Partial<
  Record<Exclude<keyof typeof BOUNDS, "maxHeaderSize" | "requireHostHeader">, number>
>;

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
  bounds: HttpServerBounds = {},
): Promise<HttpServer> {
  const server = createServer({ ...BOUNDS, ...bounds });
  server.timeout = IDLE_SOCKET_MS;
  server.maxConnections = CONNECTIONS_MAX;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
  const url = urlOf(server, host);
  const answers = trackAnswers(server);
  server.on("clientError", (error, socket) => {
    // A second answer in the middle of one would be taken for a part of it.
    if (answers.hasBegunOn(socket)) socket.destroy();
    else answerBrokenRequest(error, socket);
  });
  server.on("request", serve(url));
  return {
    url,
    drain: () => answers.closeConnections(),
    close(graceMs) {
      answers.closeConnections();
      return close(server, graceMs);
    },
  };
}

interface Answers {
  /** Whether a part of an answer was sent on this socket and not the whole. */
  hasBegunOn(socket: unknown): boolean;
  /** Says in every answer from now on, those under way included, that its connection takes no more requests. */
  closeConnections(): void;
}

function trackAnswers(server: Server): Answers {
  const underWay = new Set<ServerResponse>();
  let closing = false;
  const sayClose = (response: ServerResponse): void => {
    if (!response.headersSent) response.setHeader("connection", "close");
  };
  server.on("request", (_request, response: ServerResponse) => {
    underWay.add(response);
    response.once("close", () => underWay.delete(response));
    if (closing) sayClose(response);
  });
  return {
    hasBegunOn: (socket) =>
      [...underWay].some((response) => response.socket === socket && response.headersSent),
    closeConnections() {
      closing = true;
      underWay.forEach(sayClose);
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
