import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { join } from "node:path";
import type { VaultConfig } from "@idos/vault/config";
import { headersOf, type VaultPage } from "@idos/vault/headers";
import { type Bundle, bundleForBrowsers } from "../browser/bundle.ts";
import { projectRoot } from "../process/project-root.ts";

export interface ServedVault {
  readonly port: number;
  stop(): Promise<void>;
}

export interface VaultServing {
  readonly config: VaultConfig;
  /** Of 127.0.0.1; 0 for a free one. */
  readonly port: number;
  /** For tests that take a defence away: what the headers are to be instead. */
  readonly headers?: (page: VaultPage, config: VaultConfig) => Record<string, string>;
}

let bundling: Promise<Bundle> | undefined;

/** Serves a vault's pages, with the headers that protect them. */
export async function serveVault({ config, port, headers = headersOf }: VaultServing): Promise<ServedVault> {
  bundling ??= bundleForBrowsers({ popup: "vault/src/popup/main.ts", frame: "vault/src/frame/main.ts" });
  const scripts = await bundling;
  const page = (name: string): Promise<string> => readFile(join(projectRoot, "vault/pages", name), "utf8");
  const files = new Map<string, string>([
    ...[...scripts].map(([name, text]) => [`/${name}`, text] as const),
    ["/popup", await page("popup.html")],
    ["/frame", await page("frame.html")],
    ["/vault.css", await page("vault.css")],
    ["/config.json", JSON.stringify(config)],
  ]);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://vault").pathname;
    send(response, path, files.get(path), headers(path === "/popup" ? "popup" : "frame", config));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  return {
    port: address.port,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript",
  css: "text/css",
  json: "application/json",
};

function send(
  response: ServerResponse,
  path: string,
  text: string | undefined,
  headers: Record<string, string>,
): void {
  const extension = /\.(\w+)$/.exec(path)?.[1] ?? "html";
  const type = TYPES[extension] ?? "text/html; charset=utf-8";
  response.writeHead(text === undefined ? 404 : 200, { ...headers, "content-type": type });
  response.end(text);
}
