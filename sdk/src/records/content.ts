import type { RecordKind } from "@idos/protocol";
import { z } from "zod";
import { IdosError } from "../errors/idos-error.ts";
import { decodeSdJwt } from "../credentials/sd-jwt.ts";

export type JsonValue = z.infer<ReturnType<typeof z.json>>;

/** What a record says, once decrypted. `type` is what it is about: "profile/name", or a credential's vct. */
export type RecordContent =
  | { readonly kind: "attribute"; readonly type: string; readonly value: JsonValue }
  /** `sdJwt` is an SD-JWT VC as its issuer signed it: see `verifyCredential`. */
  | { readonly kind: "credential"; readonly type: string; readonly sdJwt: string };

const CONTENT_TYPES = { attribute: "application/json", credential: "application/dc+sd-jwt" } as const;

const attributeSchema = z.strictObject({ type: z.string().min(1).max(255), value: z.json() });

export function encodeContent(content: RecordContent): { contentType: string; bytes: Uint8Array } {
  const contentType = CONTENT_TYPES[content.kind];
  const text =
    content.kind === "attribute"
      ? JSON.stringify({ type: content.type, value: content.value })
      : content.sdJwt;
  return { contentType, bytes: new TextEncoder().encode(text) };
}

/** Throws CONTENT_MALFORMED. */
export function decodeContent(kind: RecordKind, contentType: string, bytes: Uint8Array): RecordContent {
  if (contentType !== CONTENT_TYPES[kind]) throw malformed(kind, contentType);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (kind === "attribute") return { kind, ...attributeSchema.parse(JSON.parse(text)) };
    return { kind, type: decodeSdJwt(text).vct, sdJwt: text };
  } catch {
    // The parser's own message would quote what was decrypted.
    throw malformed(kind, contentType);
  }
}

function malformed(kind: RecordKind, contentType: string): IdosError {
  const message = "The record's content is not of the form its kind has";
  return new IdosError("CONTENT_MALFORMED", message, { kind, contentType });
}
