import { IdosError } from "../errors/idos-error.ts";
import { isPresentation } from "./present-credential.ts";
import { isReserved } from "./registered-claims.ts";
import { revealClaims } from "./reveal-claims.ts";
import { splitSdJwt } from "./sd-jwt.ts";
import type { VerifiedCredential } from "./verify-credential.ts";

/** What a credential says, verified by nobody: for its holder's eyes. */
export interface DecodedCredential extends VerifiedCredential {
  /** Whether it is one that she presented to somebody. */
  readonly isPresentation: boolean;
}

/** Throws CONTENT_MALFORMED. */
export function decodeCredential(sdJwt: string): DecodedCredential {
  try {
    const { registered, payload, disclosures } = splitSdJwt(sdJwt);
    const { iss: issuer, vct, iat: issuedAt, exp: expiresAt } = registered;
    const shown = Object.entries(revealClaims(payload, disclosures).claims);
    const claims = Object.fromEntries(shown.filter(([name]) => !isReserved(name)));
    return { issuer, vct, issuedAt, expiresAt, claims, isPresentation: isPresentation(sdJwt) };
  } catch {
    // The parser's own message would quote what was decrypted.
    throw new IdosError("CONTENT_MALFORMED", "Not a credential", { kind: "credential" });
  }
}
