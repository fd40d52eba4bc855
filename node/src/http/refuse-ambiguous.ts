import { LIMITS, ProblemError } from "@idos/protocol";
import type { Middleware } from "koa";
import { malformed } from "./parse.ts";

/** Of each of these, Node.js keeps the first or joins all; a proxy before it may go by another one. */
const SINGLE: ReadonlySet<string> = new Set([
  "authorization",
  "content-type",
  "content-length",
  "content-encoding",
  "host",
  "origin",
  "x-request-id",
]);

/**
 * Refuses what two readers could take for different requests: a header twice of which one counts, and a target that is
 * not a path (RFC 9112, section 3.2), of which only a part would be looked at.
 */
export const refuseAmbiguous: Middleware = ({ req: { url = "", rawHeaders } }, next) => {
  const { requestTargetBytesMax } = LIMITS;
  if (url.length > requestTargetBytesMax)
    throw new ProblemError("URI_TOO_LONG", `At most ${requestTargetBytesMax} bytes are read here.`, {
      requestTargetBytesMax,
    });
  if (!url.startsWith("/")) throw malformed("It is not a path.", "target");
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  const twice = names.find((name, index) => SINGLE.has(name) && names.indexOf(name) < index);
  if (!names.includes("host")) throw malformed("It is missing.", "headers.host");
  if (twice !== undefined) throw malformed("It stands twice.", `headers.${twice}`);
  return next();
};
