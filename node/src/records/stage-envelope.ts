import { type Bytes32, parseEnvelope, ProblemError } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { inChunks } from "../storage/envelope-chunks.ts";

const LIMIT_DETAILS = {
  "limit-reached": "Write the records of what was uploaded before uploading more.",
  "node-full": "The node holds as many uploads as it may; some lapse within the hour.",
} as const;

/** A body that is stored while it comes. */
export interface StreamedBody {
  /** SHA-256 that the request's proof names. */
  readonly hash: Bytes32;
  /** How many bytes come at most. */
  readonly bytesAhead: number;
  /** Ends when all bytes came and have that hash; throws where they have not. To be read once. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Keeps an uploaded envelope of somebody who may upload for the record write that will name it. */
export async function stageEnvelope(
  { store, nowSeconds }: Parts,
  { account: uploader }: Principal,
  hash: Bytes32,
  body: StreamedBody,
): Promise<void> {
  if (body.hash !== hash)
    throw new ProblemError("ENVELOPE_MISMATCH", "The bytes have another SHA-256.", {
      expected: hash,
      actual: body.hash,
    });
  const { bytesAhead, bytes } = body;
  const upload = { hash, uploader, bytesAhead, chunks: envelopeChunks(bytes), nowSeconds: nowSeconds() };
  const outcome = await store.records.stageEnvelope(upload);
  if (outcome !== "staged") throw new ProblemError("LIMIT_REACHED", LIMIT_DETAILS[outcome]);
}

/** The same bytes; throws ENVELOPE_MALFORMED at the first of them where they do not begin an envelope. */
async function* envelopeChunks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of inChunks(bytes)) {
    if (isFirst) requireEnvelope(chunk);
    isFirst = false;
    yield chunk;
  }
  if (isFirst) requireEnvelope(new Uint8Array());
}

function requireEnvelope(beginning: Uint8Array): void {
  const envelope = parseEnvelope(beginning);
  if ("fault" in envelope)
    throw new ProblemError("ENVELOPE_MALFORMED", "The bytes are not an envelope.", { fault: envelope.fault });
}
