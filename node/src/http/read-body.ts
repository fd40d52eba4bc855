import type { IncomingMessage } from "node:http";
import { ProblemError } from "@idos/protocol";
import { malformed } from "./parse.ts";

/** Whether a request announces a body (RFC 9112, section 6). */
export function hasBody(request: IncomingMessage): boolean {
  const { "content-length": length, "transfer-encoding": encoding } = request.headers;
  return encoding !== undefined || (length !== undefined && length !== "0");
}

/** A request's raw body. Reads no further than `bytesMax`; throws BODY_TOO_LARGE or MALFORMED_REQUEST. */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bodyChunks(request, bytesMax)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A request's raw body as it comes, likewise. */
export async function* bodyChunks(request: IncomingMessage, bytesMax: number): AsyncGenerator<Uint8Array> {
  if (!hasBody(request)) return;
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) throw tooLarge(bytesMax);
  let length = 0;
  for await (const chunk of chunksOf(request)) {
    length += chunk.length;
    if (length > bytesMax) throw tooLarge(bytesMax);
    yield chunk;
  }
}

async function* chunksOf(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    // The socket must outlive an early stop: the refusal still has to go out on it.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError("the request has an encoding set");
      yield chunk;
    }
  } catch {
    throw malformed("The body ended early.", "body");
  }
}

function tooLarge(bytesMax: number): ProblemError {
  return new ProblemError("BODY_TOO_LARGE", `At most ${bytesMax} bytes are read here.`, { bytesMax });
}
