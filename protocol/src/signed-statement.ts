import { type CryptoKey as JoseKey, CompactSign, compactVerify, decodeProtectedHeader } from "jose";
import * as z from "zod";
import { toBase64url } from "./bytes.ts";
import { type DidKey, didKeySchema } from "./did-key.ts";
import { importSessionPublicKey, jwsAlgorithm } from "./session-key.ts";

/** A kind of statement that session keys sign: the `typ` of its JWS (RFC 7515) and the form of its claims. */
export interface StatementKind<Claims> {
  readonly type: string;
  readonly claims: z.ZodType<Claims>;
}

/** A compact JWS of at most `bytesMax` characters. */
export function jwsSchema(bytesMax: number) {
  return z
    .string()
    .max(bytesMax)
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, "a compact JWS");
}

/** What the signature of a statement's JWS is over (RFC 7515, section 5.1). The JWS is this, a dot and the signature. */
export function signingInput<Claims>({ type }: StatementKind<Claims>, claims: Claims, key: DidKey): string {
  const part = (value: unknown): string => toBase64url(new TextEncoder().encode(JSON.stringify(value)));
  return `${part({ alg: jwsAlgorithm(key), typ: type, kid: key })}.${part(claims)}`;
}

export function signStatement<Claims>(
  kind: StatementKind<Claims>,
  claims: Claims,
  sessionKey: DidKey,
  privateKey: JoseKey,
): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: jwsAlgorithm(sessionKey), typ: kind.type, kid: sessionKey })
    .sign(privateKey);
}

/**
 * Checks a statement's signature by the session key that it names and parses its claims; undefined when either
 * fails. Whether that key may speak for an account is `checkDelegation`'s question.
 */
export async function verifyStatement<Claims>(
  kind: StatementKind<Claims>,
  jws: string,
): Promise<{ claims: Claims; sessionKey: DidKey } | undefined> {
  try {
    const protectedHeader = decodeProtectedHeader(jws);
    const sessionKey = didKeySchema.parse(protectedHeader.kid);
    if (protectedHeader.typ !== kind.type) return undefined;
    const options = { algorithms: [jwsAlgorithm(sessionKey)] };
    const { payload } = await compactVerify(jws, await importSessionPublicKey(sessionKey), options);
    const claims: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
    return { claims: kind.claims.parse(claims), sessionKey };
  } catch {
    return undefined;
  }
}
