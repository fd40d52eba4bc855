import { decodeJwt, SignJWT } from "jose";
import type { CredentialKey } from "../../src/credentials/credential-key.ts";
import { disclosureDigest } from "../../src/credentials/disclosure.ts";
import { SD_JWT_TYPE } from "../../src/credentials/sd-jwt.ts";

/** A disclosure of anything, well-formed or not. */
export function disclosureOf(content: unknown): string {
  return Buffer.from(typeof content === "string" ? content : JSON.stringify(content)).toString("base64url");
}

export const digestsOf = (...disclosures: readonly string[]): string[] => disclosures.map(disclosureDigest);

/** A credential with another payload or header, signed by its issuer all the same, with these disclosures. */
export async function resign(
  sdJwt: string,
  key: CredentialKey,
  changes: {
    readonly payload?: Readonly<Record<string, unknown>>;
    readonly header?: Readonly<Record<string, unknown>>;
    readonly disclosures?: readonly string[];
  },
): Promise<string> {
  const [jwt = "", ...disclosures] = sdJwt.split("~").slice(0, -1);
  const signed = await new SignJWT({ ...decodeJwt(jwt), ...changes.payload })
    .setProtectedHeader({ alg: "ES256", typ: SD_JWT_TYPE, kid: key.kid, ...changes.header })
    .sign(key.privateKey, { crit: { "urn:example:strict": true } });
  return `${[signed, ...(changes.disclosures ?? disclosures)].join("~")}~`;
}
