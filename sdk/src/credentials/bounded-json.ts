import { fromBase64url } from "@idos/protocol";
import * as z from "zod";
import type { JsonValue } from "../records/json-value.ts";
import { CREDENTIAL_LIMITS } from "./credential-limits.ts";

/** The JSON value in these base64url characters. Throws where they hold none, or one that nests too deep. */
export function jsonFromBase64url(text: string): JsonValue {
  const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(fromBase64url(text)));
  // Before the parser, which recurses.
  if (!isShallow(value)) throw new RangeError("nests too deep");
  return z.json().parse(value);
}

/** Whether a parsed JSON value nests no deeper than a reader is willing to follow. */
export function isShallow(value: unknown, levels: number = CREDENTIAL_LIMITS.depthMax): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => isShallow(member, levels - 1));
}
