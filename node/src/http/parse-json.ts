import { LIMITS } from "@idos/protocol";
import { malformed } from "./parse.ts";

/**
 * JSON in UTF-8 (RFC 8259), with what a parser would silently accept refused: deep nesting, and a name that
 * stands twice in one object, of which two readers could take different ones. Throws MALFORMED_REQUEST.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes);
  const value = parseText(text);
  requireUnambiguous(text);
  return value;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed("It is not UTF-8.", "body");
  }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("It is not JSON.", "body");
  }
}

/** A string, with the colon after it where it is a name; or a bracket. */
const TOKEN = /(?<string>"[^"\\]*(?:\\.[^"\\]*)*")(?<colon>\s*:)?|[{}[\]]/gsu;

/** Only for valid JSON: there, each quote begins a token, so that the scan takes linear time. */
function requireUnambiguous(text: string): void {
  const open: Set<unknown>[] = [];
  for (const { 0: token, groups } of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (groups?.["colon"] !== undefined) addName(open.at(-1), JSON.parse(groups["string"] ?? ""));
    if (open.length > LIMITS.jsonDepthMax)
      throw malformed(`It nests deeper than ${LIMITS.jsonDepthMax}.`, "body");
  }
}

function addName(names: Set<unknown> | undefined, name: unknown): void {
  if (name === "__proto__") throw malformed("It uses a name that no object here has.", "body");
  if (names?.has(name) === true)
    throw malformed("It names a field twice.", `body.${String(name).slice(0, 64)}`);
  names?.add(name);
}
