import cors from "@koa/cors";
import type { Middleware } from "koa";
import helmet from "koa-helmet";
import { REQUEST_ID_HEADER } from "./request-id.ts";

export const DECIDED_AT_HEADER = "x-idos-decided-at";

const PREFLIGHT_SECONDS = 600;

/** Any page may call, since no cookie speaks for anyone: what a request may do is in its proof. */
export const allowBrowsers: Middleware = cors({
  origin: "*",
  allowMethods: ["GET", "PUT", "POST", "DELETE"],
  allowHeaders: ["authorization", "content-type", REQUEST_ID_HEADER],
  exposeHeaders: [REQUEST_ID_HEADER, DECIDED_AT_HEADER, "retry-after", "ratelimit", "ratelimit-policy"],
  maxAge: PREFLIGHT_SECONDS,
});

/** An answer is data: as a page it loads and runs nothing, and nobody frames it. A page brings a policy of its own. */
export const hardenAnswers: Middleware = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  xFrameOptions: { action: "deny" },
});

/** Whether something may be read changes with the chain: no cache on the way may answer for the node. */
export const forbidCaching: Middleware = (context, next) => {
  context.set("cache-control", "no-store");
  return next();
};
