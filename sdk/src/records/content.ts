import type { RecordKind } from "@idos/protocol";
import * as z from "zod";
import { IdosError } from "../errors/idos-error.ts";
import { splitSdJwt } from "../credentials/sd-jwt.ts";
import type { JsonValue } from "./json-value.ts";

/** What a record says, once decrypted. `type` is what it is about: "profile/name", or a credential's vct. */
export type RecordContent =
  | { readonly kind: "attribute"; readonly type: string; readonly value: JsonValue }
  /** `sdJwt` is an SD-JWT VC as its issuer signed it, or as its holder presents it: see `decodeCredential`. */
  | { readonly kind: "credential"; readonly type: string; readonly sdJwt: string };

const CONTENT_TYPES = { attribute: "application/json", credential: "application/dc+sd-jwt" } as const;

const attributeTypeSchema = z.string().min(1).max(255);
const attributeSchema = z.strictObject({ type: attributeTypeSchema, value: z.json() });

/** Throws ARGUMENT_INVALID for what `decodeContent` would not read back. */
export function encodeContent(content: RecordContent): { contentType: string; bytes: Uint8Array } {
  const text = content.kind === "attribute" ? encodeAttribute(content) : content.sdJwt;
  return { contentType: CONTENT_TYPES[content.kind], bytes: new TextEncoder().encode(text) };
}

function encodeAttribute({ type, value }: { readonly type: string; readonly value: JsonValue }): string {
  if (!attributeTypeSchema.safeParse(type).success)
    throw new IdosError("ARGUMENT_INVALID", "type: 1 to 255 characters", { argument: "type" });
  try {
    return JSON.stringify(attributeSchema.parse({ type, value }));
  } catch {
    // A value that refers to itself ends here too. The parser's own message would quote the value.
    throw new IdosError("ARGUMENT_INVALID", "value: no JSON value", { argument: "value" });
  }
}

/** Throws CONTENT_MALFORMED. */
export function decodeContent(kind: RecordKind, contentType: string, bytes: Uint8Array): RecordContent {
  if (contentType !== CONTENT_TYPES[kind]) throw malformed(kind, contentType);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (kind === "attribute") return { kind, ...attributeSchema.parse(JSON.parse(text)) };
    return { kind, type: splitSdJwt(text).registered.vct, sdJwt: text };
  } catch {
    // The parser's own message would quote what was decrypted.
    throw malformed(kind, contentType);
  }
}

function malformed(kind: RecordKind, contentType: string): IdosError {
  const message = "The record's content is not of the form its kind has";
  return new IdosError("CONTENT_MALFORMED", message, { kind, contentType });
}
