import type { ProblemCode } from "@idos/protocol";
import type { Access, EndpointDescription } from "./endpoint.ts";
import type { RateClass } from "./rate-limits.ts";
import { ANY_ROUTE, BODY_READ } from "./refusal-lists.ts";
import type { Shape } from "./shape.ts";

/** What a route of this shape promises; `ofAccess`: the problems of every route with its access. */
export function describeShape<Params, Query, Body, Result>(
  { method, path, summary, params, query, body, answer, refusals }: Shape<Params, Query, Body, Result>,
  access: Access,
  ofAccess: readonly ProblemCode[],
): EndpointDescription {
  const ofBody = body.content === null ? [] : BODY_READ;
  return {
    ...{ method, path, summary, access, params, query, body: body.content },
    rate: rateOf({ method, body }, access),
    answer: { status: answer.status, content: answer.content },
    refusals: new Set<ProblemCode>([...ANY_ROUTE, ...ofAccess, ...ofBody, ...refusals]),
  };
}

/** What nobody signed in for is counted by address; the rest by what it costs. */
function rateOf(
  { method, body }: Pick<Shape<unknown, unknown, unknown, unknown>, "method" | "body">,
  access: Access,
): RateClass {
  if (method === "GET") return "read";
  if (access !== "signed-in") return "sign-in";
  return body.content !== null && body.content.schema === null ? "upload" : "write";
}
