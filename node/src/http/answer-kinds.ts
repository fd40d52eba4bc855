import { type DecidedAt, jsonLine, MEDIA_TYPES } from "@idos/protocol";
import type { z } from "zod";
import { presentDecidedAt } from "../shares/present.ts";
import type { OpenedEnvelope } from "../records/open-envelope.ts";
import { envelopeBody } from "./envelope-answer.ts";
import { impatientStream } from "./impatient-stream.ts";
import type { Reply } from "./reply.ts";
import { DECIDED_AT_HEADER } from "./response-headers.ts";

/** What a route answers with where nothing went wrong: how it is documented, and how it is made of a result. */
export interface AnswerKind<Result> {
  readonly status: 200 | 201 | 204;
  /** Null for an answer without content. */
  readonly content: AnswerContent | null;
  reply(result: Result): Reply;
}

export interface AnswerContent {
  readonly mediaType: string;
  /** Of the JSON; of each line where there is JSON on lines. Null for bytes. */
  readonly schema: z.ZodType | null;
}

export const noContent: AnswerKind<void> = {
  status: 204,
  content: null,
  reply: () => ({ status: 204, headers: {}, body: null }),
};

/** `schema` is the one that callers parse with, so a route gives what goes into it. */
export function json<Schema extends z.ZodType>(
  status: 200 | 201,
  schema: Schema,
): AnswerKind<z.input<Schema>> {
  const { json: mediaType } = MEDIA_TYPES;
  return {
    status,
    content: { mediaType, schema },
    reply: (result) => ({
      status,
      headers: { "content-type": mediaType },
      body: JSON.stringify(result),
    }),
  };
}

/** A text that is ready as it is. */
export function text(mediaType: string, headers: Reply["headers"] = {}): AnswerKind<string> {
  return {
    status: 200,
    content: { mediaType, schema: null },
    reply: (body) => ({ status: 200, headers: { "content-type": mediaType, ...headers }, body }),
  };
}

export interface AnsweredLines<Item> {
  readonly items: AsyncIterable<Item>;
  /** To be called when they were sent, or will not be. */
  readonly close: () => void;
}

/** JSON values on a line each, made while they are sent. One that fails breaks the answer off. */
export function jsonLines<Schema extends z.ZodType>(
  schema: Schema,
): AnswerKind<AnsweredLines<z.input<Schema>>> {
  const { jsonLines: mediaType } = MEDIA_TYPES;
  return {
    status: 200,
    content: { mediaType, schema },
    reply: ({ items, close }) => ({
      status: 200,
      headers: { "content-type": mediaType },
      body: impatientStream(linesOf(items), close),
    }),
  };
}

async function* linesOf(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const item of items) yield jsonLine(item);
}

export interface AnsweredEnvelope {
  readonly opened: OpenedEnvelope;
  /** Null for the owner, whose own reads need no grant. */
  readonly decidedAt: DecidedAt | null;
}

export const envelope: AnswerKind<AnsweredEnvelope> = {
  status: 200,
  content: { mediaType: MEDIA_TYPES.envelope, schema: null },
  reply: ({ opened, decidedAt }) => ({
    status: 200,
    headers: {
      "content-type": MEDIA_TYPES.envelope,
      ...(decidedAt !== null && { [DECIDED_AT_HEADER]: presentDecidedAt(decidedAt) }),
    },
    body: envelopeBody(opened),
    byteCount: opened.byteCount,
  }),
};
