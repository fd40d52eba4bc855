import { randomUUID } from "node:crypto";
import type { Middleware } from "koa";

export const REQUEST_ID_HEADER = "x-request-id";

export const REQUEST_ID_FORM = /^[\w-]{8,64}$/;

/** Names each request, so that an answer, a log line and a caller's report can be put together. */
export const nameRequests: Middleware = (context, next) => {
  const given = context.get(REQUEST_ID_HEADER);
  context.set(REQUEST_ID_HEADER, REQUEST_ID_FORM.test(given) ? given : randomUUID());
  return next();
};
