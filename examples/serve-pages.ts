import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Middleware } from "koa";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
};

/**
 * Serves a folder of built pages, each as its name without ".html", with headers that let no script but their own run.
 * `connectsTo` are the origins that their scripts may reach besides this one.
 */
export async function servePages(folder: string, connectsTo: readonly string[] = []): Promise<Middleware> {
  const names = await readdir(folder);
  const files = new Map<string, Buffer>(
    await Promise.all(
      names.map(async (name): Promise<[string, Buffer]> => [`/${name}`, await readFile(join(folder, name))]),
    ),
  );
  const headers = headersFor(connectsTo);
  return async (context, next) => {
    context.set(headers);
    const path = context.path === "/" ? "/index.html" : context.path;
    const found = [path, `${path}.html`].find((name) => files.has(name));
    if (found === undefined || context.method !== "GET") {
      await next();
      return;
    }
    context.body = files.get(found);
    context.type = TYPES[extname(found)] ?? "application/octet-stream";
    context.set("cache-control", "no-cache");
  };
}

function headersFor(connectsTo: readonly string[]): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    ["connect-src 'self'", ...connectsTo].join(" "),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // No text becomes code or markup.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    "content-security-policy": policy.join("; "),
    // The vault's window answers the page that opened it.
    "cross-origin-opener-policy": "same-origin-allow-popups",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
}
