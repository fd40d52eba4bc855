import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Bundle } from "../../../scripts/browser/bundle.ts";

export interface PageOptions {
  readonly bundle: Bundle;
  /** What the policy adds to `STRICT_POLICY`, such as "connect-src http://127.0.0.1:8080". */
  readonly policy?: string;
  /** Sent besides Content-Security-Policy, or instead of it. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Inside the body, before the script. */
  readonly html?: string;
}

export interface ServedPage {
  readonly port: number;
  /** Of any name below localhost: Chromium finds all of them on this machine, and each is an origin and a site of its own. */
  originAt(host: string): string;
  /** `http://page.localhost:PORT`. */
  readonly origin: string;
  stop(): Promise<void>;
}

/** The strictest policy under which the SDK runs: WebAssembly is libsodium. */
export const STRICT_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'none'";

/** Serves a bundle with a page around it, on a free port of 127.0.0.1. */
export async function servePage(options: PageOptions): Promise<ServedPage> {
  const server = createServer((request, response) => answer(options, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  const { port } = address;
  const originAt = (host: string): string => `http://${host}:${port}`;
  return {
    ...{ port, originAt },
    origin: originAt("page.localhost"),
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function answer(options: PageOptions, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? "/", "http://page.localhost");
  const text = pathname === "/" ? htmlOf(options) : options.bundle.get(pathname.slice(1));
  if (text === undefined) return void response.writeHead(404).end();
  const policy = [STRICT_POLICY, options.policy].filter((part) => part !== undefined).join("; ");
  response.writeHead(200, {
    "content-type": pathname.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8",
    "content-security-policy": policy,
    ...options.headers,
  });
  response.end(text);
}

function htmlOf({ html = "" }: PageOptions): string {
  return [
    `<!doctype html><html lang="en"><head><title>Page</title></head>`,
    `<body>${html}<script type="module" src="/page.js"></script></body></html>`,
  ].join("");
}
