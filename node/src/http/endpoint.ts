import type { IncomingMessage } from "node:http";
import { type DidKey, type ProblemCode, ProblemError, type ProofClaims } from "@idos/protocol";
import type { z } from "zod";
import { authenticate, type Authenticated, authenticateKey, type UseUp } from "../access/authenticate.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import type { ProvenRequest } from "../access/proof.ts";
import { onFacts } from "../facts/on-facts.ts";
import type { AnswerContent, AnswerKind } from "./answer-kinds.ts";
import type { BodyContent, BodyKind } from "./body-kinds.ts";
import type { CallerLimits } from "./caller-limits.ts";
import { parseQuery } from "./parse-query.ts";
import { parse } from "./parse.ts";
import type { RateClass } from "./rate-limits.ts";
import { ANY_ROUTE, BODY_READ, KEY_PROVEN, SIGNED_IN } from "./refusal-lists.ts";
import type { Reply } from "./reply.ts";

/** A request whose path matched a route's. */
export interface RoutedRequest {
  readonly message: IncomingMessage;
  readonly params: Readonly<Record<string, string>>;
  readonly querystring: string;
  readonly limits: CallerLimits;
}

/** Whom a route takes: anyone, whoever holds a session key, whoever has a session. */
export type Access = "open" | "key-proven" | "signed-in";

/** What a route promises to those who call it. */
export interface EndpointDescription {
  readonly method: ProofClaims["htm"];
  /** With `:name` for each parameter. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  /** What its requests are counted as. */
  readonly rate: RateClass;
  readonly params: z.ZodType;
  readonly query: z.ZodType;
  readonly body: BodyContent | null;
  readonly answer: { readonly status: number; readonly content: AnswerContent | null };
  /** Every problem that it may answer with. */
  readonly refusals: ReadonlySet<ProblemCode>;
}

export interface Endpoint {
  readonly description: EndpointDescription;
  answer(parts: Parts, request: RoutedRequest): Promise<Reply>;
}

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

/** A route for anyone. */
export function open<Params, Query, Body, Result>(
  shape: Shape<Params, Query, Body, Result>,
  handle: (parts: Parts, input: Input<Params, Query, Body>) => Promise<Result>,
): Endpoint {
  const description = describe(shape, "open", []);
  return {
    description,
    async answer(parts, request) {
      await request.limits.take(description.rate);
      const rest = parseAddressed(shape, request);
      const body = await shape.body.receive(request.message, undefined);
      return shape.answer.reply(await handle(parts, { ...rest, body }));
    },
  };
}

export interface SignedInShape<Params, Query, Body, Result> extends Shape<Params, Query, Body, Result> {
  /** Refuses, by throwing, those from whom not even a body is to be read. */
  readonly admit?: (parts: Parts, principal: Principal) => void;
}

/** A route for whoever proves a session. */
export function signedIn<Params, Query, Body, Result>(
  shape: SignedInShape<Params, Query, Body, Result>,
  handle: (parts: Parts, principal: Principal, input: ProvenInput<Params, Query, Body>) => Promise<Result>,
): Endpoint {
  const description = describe(shape, "signed-in", SIGNED_IN);
  const answer: Endpoint["answer"] = (parts, request) => {
    let used: Promise<unknown> | undefined;
    return onFacts(parts.facts, (view) => {
      const seen = { ...parts, store: view.store };
      const useUp: UseUp = async (mark, account) => {
        // All ask Redis, in one round trip; the proof once, also where facts turn out to be outdated.
        used ??= Promise.all([mark(), request.limits.take(description.rate, account)]);
        await Promise.all([used, view.confirm()]);
      };
      const identify: Identify<Principal> = async (_, asked) => {
        const authenticated = await authenticate(seen, asked, useUp);
        if (shape.admit !== undefined) {
          await authenticated.useProof();
          shape.admit(seen, authenticated.caller);
        }
        return authenticated;
      };
      return proven(shape, identify, handle)(seen, request);
    });
  };
  return { description, answer: counted(answer) };
}

/** A route for whoever holds a session key, whether or not it has a session here. */
export function keyProven<Params, Query, Body, Result>(
  shape: Shape<Params, Query, Body, Result>,
  handle: (parts: Parts, sessionKey: DidKey, input: ProvenInput<Params, Query, Body>) => Promise<Result>,
): Endpoint {
  const description = describe(shape, "key-proven", KEY_PROVEN);
  const identify: Identify<DidKey> = (parts, asked, { limits }) => {
    let used: Promise<unknown> | undefined;
    return authenticateKey(parts, asked, async (mark) => {
      used ??= Promise.all([mark(), limits.take(description.rate)]);
      await used;
    });
  };
  return { description, answer: counted(proven(shape, identify, handle)) };
}

type Identify<Caller> = (
  parts: Parts,
  proven: ProvenRequest,
  request: RoutedRequest,
) => Promise<Authenticated<Caller>> | Authenticated<Caller>;

/** Nothing of the body is read before the proof is seen to be genuine. */
function proven<Params, Query, Body, Result, Caller>(
  shape: Shape<Params, Query, Body, Result>,
  identify: Identify<Caller>,
  handle: (parts: Parts, caller: Caller, input: ProvenInput<Params, Query, Body>) => Promise<Result>,
): Endpoint["answer"] {
  return async (parts, request) => {
    const { message } = request;
    const { method = "", url: target = "", headers } = message;
    const proof = { method, target, authorization: headers.authorization };
    const { caller, bodyHash, useProof } = await identify(parts, proof, request);
    if (shape.usesProof !== true) await useProof();
    try {
      const rest = parseAddressed(shape, request);
      return await parts.largeBodies.during(shape.body.bytesAhead(message), async () => {
        const body = await shape.body.receive(message, bodyHash);
        return shape.answer.reply(await handle(parts, caller, { ...rest, body, useProof }));
      });
    } finally {
      // Refused or not: what was refused may be allowed a moment later.
      await useProof();
    }
  };
}

/** Whoever guesses at proofs or sessions is stopped by address: there is no account to count for. */
function counted(answer: Endpoint["answer"]): Endpoint["answer"] {
  return async (parts, request) => {
    request.limits.refuseBlocked();
    try {
      return await answer(parts, request);
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) await request.limits.countRefusedProof();
      throw error;
    }
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

function describe<Params, Query, Body, Result>(
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

function parseAddressed<Params, Query, Body, Result>(
  shape: Shape<Params, Query, Body, Result>,
  { message, params, querystring }: RoutedRequest,
): Omit<Input<Params, Query, Body>, "body"> {
  return {
    params: parse(shape.params, params, "path"),
    query: parse(shape.query, parseQuery(querystring), "query"),
    originHeader: message.headers.origin,
  };
}
