import type { Middleware } from "koa";

/** For an example's server whose pages a test does not open. */
export const noPages: Middleware = (_, next) => next();
