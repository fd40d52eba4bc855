import { fromHex, sha256, toBase64url } from "@idos/protocol";
import * as z from "zod";
import type { JsonValue } from "../records/json-value.ts";
import { jsonFromBase64url } from "./bounded-json.ts";

/** What one disclosure says: a member of an object, or, without a name, an element of an array. */
export interface Disclosed {
  readonly name: string | undefined;
  readonly value: JsonValue;
}

/** RFC 9901 recommends 128 bits, so that nobody guesses a value by its digest. */
const SALT_BYTES = 16;

const memberSchema = z.tuple([z.string(), z.string(), z.json()]);
const elementSchema = z.tuple([z.string(), z.json()]);

/** A disclosure under a new salt (RFC 9901, section 4.2), as base64url. */
export function createDisclosure({ name, value }: Disclosed): string {
  const salt = toBase64url(crypto.getRandomValues(new Uint8Array(SALT_BYTES)));
  const parts = name === undefined ? [salt, value] : [salt, name, value];
  return toBase64url(new TextEncoder().encode(JSON.stringify(parts)));
}

/** Throws where the text is no disclosure. */
export function parseDisclosure(disclosure: string): Disclosed {
  const parts = jsonFromBase64url(disclosure);
  const member = memberSchema.safeParse(parts).data;
  if (member !== undefined) return { name: member[1], value: member[2] };
  return { name: undefined, value: elementSchema.parse(parts)[1] };
}

/** SHA-256 of the disclosure's own characters, as base64url: what the issuer signs in its place. */
export function disclosureDigest(disclosure: string): string {
  return toBase64url(fromHex(sha256(disclosure)));
}
