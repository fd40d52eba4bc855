import { Router, type RouterContext } from "@koa/router";
import { MEDIA_TYPES, ProblemError } from "@idos/protocol";
import type { Middleware } from "koa";
import { presentDecidedAt } from "../shares/present.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Reply } from "./reply.ts";
import { DECIDED_AT_HEADER } from "./response-headers.ts";

/** One spelling of a path is one route: no other case, no trailing slash. */
const EXACT = { sensitive: true, strict: true } as const;

export function createRouter(endpoints: readonly Endpoint[]): Router {
  const router = new Router(EXACT);
  for (const endpoint of endpoints)
    router.register(endpoint.path, [endpoint.method], async (context: RouterContext) => {
      const { req: message, params, querystring } = context;
      write(context, await endpoint.answer({ message, params, querystring }));
    });
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

function write(context: RouterContext, reply: Reply): void {
  context.status = reply.status;
  if ("json" in reply) {
    context.set("content-type", MEDIA_TYPES.json);
    context.body = JSON.stringify(reply.json);
  } else if ("bytes" in reply) {
    context.set("content-type", MEDIA_TYPES.envelope);
    if (reply.decidedAt !== null) context.set(DECIDED_AT_HEADER, presentDecidedAt(reply.decidedAt));
    const { buffer, byteOffset, byteLength } = reply.bytes;
    context.body = Buffer.from(buffer, byteOffset, byteLength);
  }
}
