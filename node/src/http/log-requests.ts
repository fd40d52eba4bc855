import type { Middleware } from "koa";
import type { Logger } from "pino";
import { hideAccounts } from "../hide-accounts.ts";
import { printable } from "../printable.ts";
import { REQUEST_ID_HEADER } from "./request-id.ts";

const PATH_CHARACTERS_MAX = 256;

/** One line for each request. No query, header or body: they may carry what only the caller should see. */
export function logRequests(logger: Logger, clock: () => number): Middleware {
  return async (context, next) => {
    const startedAt = clock();
    await next();
    const { method, status } = context;
    const path = printable(hideAccounts(context.path).slice(0, PATH_CHARACTERS_MAX));
    const requestId = context.response.get(REQUEST_ID_HEADER);
    logger.info({ method, path, status, requestId, ms: clock() - startedAt }, "request");
  };
}
