import type { IncomingMessage } from "node:http";
import { LIMITS, MEDIA_TYPES, ProblemError } from "@idos/protocol";
import type { z } from "zod";
import { parseJson } from "./parse-json.ts";
import { malformed, parse } from "./parse.ts";
import { hasBody, readBody } from "./read-body.ts";

/** How a route reads its body: the raw bytes first, since a proof is over those, then what they mean. */
export interface BodyKind<Body> {
  /** Null where none is taken. */
  readonly content: BodyContent | null;
  /** The most bytes that `read` may come to hold. */
  bytesAhead(request: IncomingMessage): number;
  read(request: IncomingMessage): Promise<Uint8Array>;
  parse(bytes: Uint8Array): Body;
}

export interface BodyContent {
  readonly mediaType: string;
  /** Null for bytes. */
  readonly schema: z.ZodType | null;
}

export const noBody: BodyKind<undefined> = {
  content: null,
  bytesAhead: () => 0,
  read(request) {
    if (hasBody(request)) throw malformed("It takes no body.", "body");
    return Promise.resolve(new Uint8Array());
  },
  parse: () => undefined,
};

export function jsonBody<Output>(schema: z.ZodType<Output>): BodyKind<Output> {
  return {
    content: { mediaType: MEDIA_TYPES.json, schema },
    bytesAhead: () => LIMITS.jsonBodyBytesMax,
    read: (request) => readTyped(request, MEDIA_TYPES.json, LIMITS.jsonBodyBytesMax),
    parse: (bytes) => parse(schema, parseJson(bytes), "body"),
  };
}

export const envelopeBody: BodyKind<Uint8Array> = {
  content: { mediaType: MEDIA_TYPES.envelope, schema: null },
  bytesAhead: ({ headers }) =>
    Math.min(Number(headers["content-length"] ?? LIMITS.envelopeBytesMax), LIMITS.envelopeBytesMax),
  read: (request) => readTyped(request, MEDIA_TYPES.envelope, LIMITS.envelopeBytesMax),
  parse: (bytes) => bytes,
};

function readTyped(request: IncomingMessage, mediaType: string, bytesMax: number): Promise<Uint8Array> {
  const [type = "", ...parameters] = (request.headers["content-type"] ?? "").toLowerCase().split(";");
  const isUtf8 = parameters.every((parameter) => /^\s*charset="?utf-8"?\s*$/.test(parameter));
  if (type.trim() !== mediaType || !isUtf8 || request.headers["content-encoding"] !== undefined)
    throw new ProblemError("MEDIA_TYPE_UNSUPPORTED", `Send ${mediaType}, not encoded further.`, {
      expected: mediaType,
    });
  return readBody(request, bytesMax);
}
