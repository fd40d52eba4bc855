import type { IncomingMessage } from "node:http";
import type { ProblemCode, ProofClaims } from "@idos/protocol";
import type { z } from "zod";
import type { Parts } from "../access/parts.ts";
import type { AnswerContent } from "./answer-kinds.ts";
import type { BodyContent } from "./body-kinds.ts";
import type { CallerLimits } from "./caller-limits.ts";
import type { RateClass } from "./rate-limits.ts";
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
