import { type DecidedAt, MEDIA_TYPES } from "@idos/protocol";
import type { z } from "zod";
import { presentDecidedAt } from "../shares/present.ts";
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
  /** Null for bytes. */
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

export interface AnsweredEnvelope {
  readonly bytes: Uint8Array;
  /** Null for the owner, whose own reads need no grant. */
  readonly decidedAt: DecidedAt | null;
}

export const envelope: AnswerKind<AnsweredEnvelope> = {
  status: 200,
  content: { mediaType: MEDIA_TYPES.envelope, schema: null },
  reply: ({ bytes: { buffer, byteOffset, byteLength }, decidedAt }) => ({
    status: 200,
    headers: {
      "content-type": MEDIA_TYPES.envelope,
      ...(decidedAt !== null && { [DECIDED_AT_HEADER]: presentDecidedAt(decidedAt) }),
    },
    body: Buffer.from(buffer, byteOffset, byteLength),
  }),
};
