import { PATHS, ProblemError } from "@idos/protocol";
import type { Middleware } from "koa";
import type { Load } from "./load.ts";

/** Cheap, and how others see that there is a node. */
const ALWAYS: ReadonlySet<string> = new Set([PATHS.info, PATHS.status]);

/** Sends requests away while the process bears no more, before anything is done for them. */
export function shedLoad(load: Pick<Load, "over">): Middleware {
  return (context, next) => {
    if (load.over === undefined || ALWAYS.has(context.path)) return next();
    throw new ProblemError("OVERLOADED", "Send it again shortly, or to another node.", { over: load.over });
  };
}
