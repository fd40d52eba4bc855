import type { Middleware } from "koa";

/** Lets the pages of these origins post JSON here (CORS). */
export function allowPages(origins: readonly string[]): Middleware {
  return async (context, next) => {
    const origin = context.get("origin");
    context.vary("origin");
    if (origins.includes(origin)) context.set("access-control-allow-origin", origin);
    if (context.method !== "OPTIONS") {
      await next();
      return;
    }
    context.set("access-control-allow-headers", "content-type");
    context.status = 204;
  };
}
