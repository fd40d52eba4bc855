import type { ProblemCode } from "@idos/protocol";
import type { z } from "zod";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import type { AnswerKind } from "./answer-kinds.ts";
import type { BodyKind } from "./body-kinds.ts";
import type { EndpointDescription, RoutedRequest } from "./endpoint.ts";
import { parseQuery } from "./parse-query.ts";
import { parse } from "./parse.ts";

/** What a route takes and gives; each part of a request goes through its schema or it is refused. */
export interface Shape<Params, Query, Body, Result> extends Pick<
  EndpointDescription,
  "method" | "path" | "summary"
> {
  readonly params: z.ZodType<Params>;
  readonly query: z.ZodType<Query>;
  readonly body: BodyKind<Body>;
  readonly answer: AnswerKind<Result>;
  /** The problems of its own, beside those of every route with its access and body. */
  readonly refusals: readonly ProblemCode[];
  /**
   * The handler uses the proof up together with what else it asks of Redis. Only for reads, which have no effect but their
   * answer: that goes out after the proof is used up, whatever the handler does.
   */
  readonly usesProof?: true;
}

export interface SignedInShape<Params, Query, Body, Result> extends Shape<Params, Query, Body, Result> {
  /** Refuses, by throwing, those from whom not even a body is to be read. */
  readonly admit?: (parts: Parts, principal: Principal) => void;
}

export interface Input<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly originHeader: string | undefined;
}

export interface ProvenInput<Params, Query, Body> extends Input<Params, Query, Body> {
  /** Of a route that uses the proof up itself; any other's is used up by then. */
  readonly useProof: () => Promise<void>;
}

export function parseAddressed<Params, Query, Body, Result>(
  shape: Shape<Params, Query, Body, Result>,
  { message, params, querystring }: RoutedRequest,
): Omit<Input<Params, Query, Body>, "body"> {
  return {
    params: parse(shape.params, params, "path"),
    query: parse(shape.query, parseQuery(querystring), "query"),
    originHeader: message.headers.origin,
  };
}
