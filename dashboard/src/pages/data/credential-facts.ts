import { type DecodedCredential, decodeCredential, isIdosError } from "@idos/sdk";

/** What a credential says of itself. Its issuer's signature is for whoever relies on it to check. */
export interface CredentialFacts {
  readonly issuer: string;
  /** Unix seconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** What it proves about its holder: name and value, in its issuer's order. */
  readonly claims: readonly (readonly [string, string])[];
  /** Names of the claims that every reader sees: their issuer wrote them in the clear. */
  readonly alwaysShown: readonly string[];
  /** Whether it is the copy of one, made for the readers of a share. */
  readonly isPresentation: boolean;
}

/** Undefined where the text is no credential. */
export function credentialFacts(sdJwt: string): CredentialFacts | undefined {
  const decoded = decodedOrNone(sdJwt);
  if (decoded === undefined) return undefined;
  const { issuer, issuedAt, expiresAt, isPresentation } = decoded;
  const claims = Object.entries(decoded.claims).map(
    ([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const,
  );
  // Without its disclosures it says what nobody can leave out.
  const inTheClear = decodedOrNone(sdJwt.slice(0, sdJwt.indexOf("~") + 1));
  const alwaysShown = Object.keys(inTheClear?.claims ?? {});
  return { issuer, issuedAt, expiresAt, claims, alwaysShown, isPresentation };
}

function decodedOrNone(sdJwt: string): DecodedCredential | undefined {
  try {
    return decodeCredential(sdJwt);
  } catch (error) {
    if (isIdosError(error, "CONTENT_MALFORMED")) return undefined;
    throw error;
  }
}
