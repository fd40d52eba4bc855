import type { Middleware } from "koa";
import type { Logger } from "pino";
import { REQUEST_ID_HEADER } from "./request-id.ts";

/** In a path: whom somebody looks up. Just before a share is left here, that would tell for whom it is sealed. */
const ACCOUNT = /0x[0-9a-f]{40}(?![0-9a-f])/gi;

/** One line for each request. No query, header or body: they may carry what only the caller should see. */
export function logRequests(logger: Logger, clock: () => number): Middleware {
  return async (context, next) => {
    const startedAt = clock();
    await next();
    const { method, status } = context;
    const path = context.path.replace(ACCOUNT, ":account");
    const requestId = context.response.get(REQUEST_ID_HEADER);
    logger.info({ method, path, status, requestId, ms: clock() - startedAt }, "request");
  };
}
