import type { IncomingMessage } from "node:http";
import { proofBodyHash, type ProofClaims } from "@idos/protocol";
import type { z } from "zod";
import { authenticate } from "../access/authenticate.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { invalid } from "../access/proof.ts";
import type { BodyKind } from "./body-kinds.ts";
import { parseQuery } from "./parse-query.ts";
import { parse } from "./parse.ts";
import type { Reply } from "./reply.ts";

/** A request whose path matched a route's. */
export interface RoutedRequest {
  readonly message: IncomingMessage;
  readonly params: Readonly<Record<string, string>>;
  readonly querystring: string;
}

export interface Endpoint {
  readonly method: ProofClaims["htm"];
  /** With `:name` for each parameter. */
  readonly path: string;
  answer(request: RoutedRequest): Promise<Reply>;
}

/** What a route takes; each part of a request goes through its schema or it is refused. */
export interface Shape<Params, Query, Body> extends Pick<Endpoint, "method" | "path"> {
  readonly params: z.ZodType<Params>;
  readonly query: z.ZodType<Query>;
  readonly body: BodyKind<Body>;
}

export interface Input<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly originHeader: string | undefined;
}

/** A route for anyone. */
export function open<Params, Query, Body>(
  shape: Shape<Params, Query, Body>,
  handle: (input: Input<Params, Query, Body>) => Promise<Reply>,
): Endpoint {
  const { method, path } = shape;
  return {
    method,
    path,
    async answer(request) {
      const rest = parseAddressed(shape, request);
      const bytes = await shape.body.read(request.message);
      return handle({ ...rest, body: shape.body.parse(bytes) });
    },
  };
}

/** A route for whoever proves a session. Nothing of the body is read before the proof is seen to be genuine. */
export function signedIn<Params, Query, Body>(
  parts: Parts,
  shape: Shape<Params, Query, Body>,
  handle: (input: Input<Params, Query, Body>, principal: Principal) => Promise<Reply>,
): Endpoint {
  const { method, path } = shape;
  return {
    method,
    path,
    async answer(request) {
      const { message } = request;
      const { principal, bodyHash } = await authenticate(parts, {
        method: message.method ?? "",
        target: message.url ?? "",
        authorization: message.headers.authorization,
      });
      const rest = parseAddressed(shape, request);
      const bytes = await shape.body.read(message);
      if (proofBodyHash(bytes) !== bodyHash) throw invalid("bh");
      return handle({ ...rest, body: shape.body.parse(bytes) }, principal);
    },
  };
}

function parseAddressed<Params, Query, Body>(
  shape: Shape<Params, Query, Body>,
  { message, params, querystring }: RoutedRequest,
): Omit<Input<Params, Query, Body>, "body"> {
  return {
    params: parse(shape.params, params, "path"),
    query: parse(shape.query, parseQuery(querystring), "query"),
    originHeader: message.headers.origin,
  };
}
