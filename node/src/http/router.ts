import { Router, type RouterContext } from "@koa/router";
import { ProblemError } from "@idos/protocol";
import type { Middleware } from "koa";
import type { Parts } from "../access/parts.ts";
import type { CallerLimits } from "./caller-limits.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Reply } from "./reply.ts";

/** One spelling of a path is one route: no other case, no trailing slash. */
const EXACT = { sensitive: true, strict: true } as const;

export function createRouter(
  parts: Parts,
  endpoints: readonly Endpoint[],
  limitsOf: (context: RouterContext) => CallerLimits,
): Router {
  const router = new Router(EXACT);
  for (const endpoint of endpoints) {
    const { path, method } = endpoint.description;
    router.register(path, [method], async (context: RouterContext) => {
      const { req: message, params, querystring } = context;
      write(
        context,
        await endpoint.answer(parts, { message, params, querystring, limits: limitsOf(context) }),
      );
    });
  }
  return router;
}

/** Answers what no route took. */
export function refuseUnrouted(router: Router): Middleware {
  return (context) => {
    const methods = router.match(context.path, context.method).path.flatMap((layer) => layer.methods);
    if (methods.length === 0) throw new ProblemError("ROUTE_NOT_FOUND", "See the documented paths.");
    const allow = [...new Set(methods)].join(", ");
    context.set("allow", allow);
    throw new ProblemError("METHOD_NOT_ALLOWED", "See the documented methods.", { allow });
  };
}

function write(context: RouterContext, { status, headers, body, byteCount }: Reply): void {
  context.status = status;
  context.set({ ...headers });
  if (body !== null) context.body = body;
  // After the body: a stream that is set takes the length away.
  if (byteCount !== undefined) context.length = byteCount;
}
