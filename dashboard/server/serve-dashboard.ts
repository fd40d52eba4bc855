import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { PageConfig } from "../src/config/page-config.ts";
import { headersFor } from "./headers.ts";
import type { Site, SiteFile } from "./read-site.ts";

export interface DashboardServer {
  readonly server: Server;
  stop(): Promise<void>;
}

/** Built files carry a hash of their content in their names. */
const LASTING = "public, max-age=31536000, immutable";

/** Serves the built dashboard with its headers, and `config` as /config.json. */
export async function serveDashboard(
  site: Site,
  config: PageConfig,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<DashboardServer> {
  const headers = headersFor(config);
  const settings = { bytes: Buffer.from(JSON.stringify(config)), type: "application/json" };
  const server = createServer((request, response) => {
    answer(fileFor(site, settings, request.url ?? "/"), headers, request, response);
  });
  server.listen(port, host);
  await once(server, "listening");
  return {
    server,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Every path without a file's ending is a view, which the page itself finds. */
function fileFor(
  site: Site,
  settings: SiteFile,
  target: string,
): (SiteFile & { lasting: boolean }) | undefined {
  const { pathname } = new URL(target, "http://dashboard.invalid");
  if (pathname === "/config.json") return { ...settings, lasting: false };
  const file = site.get(pathname.includes(".") ? pathname : "/index.html");
  return file && { ...file, lasting: pathname.startsWith("/assets/") };
}

function answer(
  file: ReturnType<typeof fileFor>,
  headers: Record<string, string>,
  { method }: IncomingMessage,
  response: ServerResponse,
): void {
  if (file === undefined || (method !== "GET" && method !== "HEAD")) {
    response.writeHead(file === undefined ? 404 : 405, headers).end();
    return;
  }
  const cache = file.lasting ? LASTING : "no-cache";
  response.writeHead(200, { ...headers, "content-type": file.type, "cache-control": cache });
  response.end(method === "HEAD" ? undefined : file.bytes);
}
