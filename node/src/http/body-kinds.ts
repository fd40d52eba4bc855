import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import {
  fromBase64url,
  LIMITS,
  MEDIA_TYPES,
  parseBytes32,
  ProblemError,
  proofBodyHash,
  toHex,
} from "@idos/protocol";
import type { z } from "zod";
import { invalid } from "../access/proof.ts";
import type { StreamedBody } from "../records/stage-envelope.ts";
import { parseJson } from "./parse-json.ts";
import { malformed, parse } from "./parse.ts";
import { bodyChunks, hasBody, readBody } from "./read-body.ts";

/** How a route takes its body. */
export interface BodyKind<Body> {
  /** Null where none is taken. */
  readonly content: BodyContent | null;
  /** The most bytes that may come. */
  bytesAhead(request: IncomingMessage): number;
  /**
   * The body, which is the one that a proof is over: throws PROOF_INVALID where it does not have the proof's `bodyHash`,
   * or, of a body that is used while it comes, at its end. Undefined: no proof is over it.
   */
  receive(request: IncomingMessage, bodyHash: string | undefined): Promise<Body>;
}

export interface BodyContent {
  readonly mediaType: string;
  /** Null for bytes. */
  readonly schema: z.ZodType | null;
}

const EMPTY_BODY_HASH = proofBodyHash(new Uint8Array());

export const noBody: BodyKind<undefined> = {
  content: null,
  bytesAhead: () => 0,
  receive(request, bodyHash) {
    if (hasBody(request)) throw malformed("It takes no body.", "body");
    if (bodyHash !== undefined && bodyHash !== EMPTY_BODY_HASH) throw invalid("bh");
    return Promise.resolve(undefined);
  },
};

export function jsonBody<Output>(schema: z.ZodType<Output>): BodyKind<Output> {
  return {
    content: { mediaType: MEDIA_TYPES.json, schema },
    bytesAhead: () => LIMITS.jsonBodyBytesMax,
    async receive(request, bodyHash) {
      requireType(request, MEDIA_TYPES.json);
      const bytes = await readBody(request, LIMITS.jsonBodyBytesMax);
      requireHash(bytes, bodyHash);
      return parse(schema, parseJson(bytes), "body");
    },
  };
}

/** For routes with a proof: what bytes are to come is known before they do. */
export const envelopeBody: BodyKind<StreamedBody> = {
  content: { mediaType: MEDIA_TYPES.envelope, schema: null },
  bytesAhead: envelopeBytesAhead,
  receive(request, bodyHash) {
    requireType(request, MEDIA_TYPES.envelope);
    if (bodyHash === undefined) throw new Error("an envelope is taken with a proof only");
    const bytes = provenBytes(bodyChunks(request, LIMITS.envelopeBytesMax), bodyHash);
    const hash = parseBytes32(toHex(fromBase64url(bodyHash)));
    return Promise.resolve({ hash, bytesAhead: envelopeBytesAhead(request), bytes });
  },
};

function envelopeBytesAhead({ headers }: IncomingMessage): number {
  return Math.min(Number(headers["content-length"] ?? LIMITS.envelopeBytesMax), LIMITS.envelopeBytesMax);
}

async function* provenBytes(chunks: AsyncIterable<Uint8Array>, bodyHash: string): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest("base64url") !== bodyHash) throw invalid("bh");
}

function requireHash(bytes: Uint8Array, bodyHash: string | undefined): void {
  if (bodyHash !== undefined && proofBodyHash(bytes) !== bodyHash) throw invalid("bh");
}

function requireType(request: IncomingMessage, mediaType: string): void {
  const [type = "", ...parameters] = (request.headers["content-type"] ?? "").toLowerCase().split(";");
  const isUtf8 = parameters.every((parameter) => /^\s*charset="?utf-8"?\s*$/.test(parameter));
  if (type.trim() !== mediaType || !isUtf8 || request.headers["content-encoding"] !== undefined)
    throw new ProblemError("MEDIA_TYPE_UNSUPPORTED", `Send ${mediaType}, not encoded further.`, {
      expected: mediaType,
    });
}
