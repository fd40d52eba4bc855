import type { IncomingMessage } from "node:http";
import { type DidKey, proofBodyHash, type ProofClaims } from "@idos/protocol";
import type { z } from "zod";
import { authenticate, type Authenticated, authenticateKey } from "../access/authenticate.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { invalid, type ProvenRequest } from "../access/proof.ts";
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

export interface SignedInShape<Params, Query, Body> extends Shape<Params, Query, Body> {
  /** Refuses, by throwing, those from whom not even a body is to be read. */
  readonly admit?: (principal: Principal) => void;
}

/** A route for whoever proves a session. */
export function signedIn<Params, Query, Body>(
  parts: Parts,
  shape: SignedInShape<Params, Query, Body>,
  handle: (input: Input<Params, Query, Body>, principal: Principal) => Promise<Reply>,
): Endpoint {
  const identify = async (request: ProvenRequest): Promise<Authenticated<Principal>> => {
    const authenticated = await authenticate(parts, request);
    shape.admit?.(authenticated.caller);
    return authenticated;
  };
  return proven(parts, shape, identify, handle);
}

/** A route for whoever holds a session key, whether or not it has a session here. */
export function keyProven<Params, Query, Body>(
  parts: Parts,
  shape: Shape<Params, Query, Body>,
  handle: (input: Input<Params, Query, Body>, sessionKey: DidKey) => Promise<Reply>,
): Endpoint {
  return proven(parts, shape, (request) => authenticateKey(parts, request), handle);
}

/** Nothing of the body is read before the proof is seen to be genuine. */
function proven<Params, Query, Body, Caller>(
  { largeBodies }: Parts,
  shape: Shape<Params, Query, Body>,
  identify: (request: ProvenRequest) => Promise<Authenticated<Caller>>,
  handle: (input: Input<Params, Query, Body>, caller: Caller) => Promise<Reply>,
): Endpoint {
  const { method, path } = shape;
  return {
    method,
    path,
    async answer(request) {
      const { message } = request;
      const { caller, bodyHash } = await identify({
        method: message.method ?? "",
        target: message.url ?? "",
        authorization: message.headers.authorization,
      });
      const rest = parseAddressed(shape, request);
      return largeBodies.during(shape.body.bytesAhead(message), async () => {
        const bytes = await shape.body.read(message);
        if (proofBodyHash(bytes) !== bodyHash) throw invalid("bh");
        return handle({ ...rest, body: shape.body.parse(bytes) }, caller);
      });
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
