import { IdosError } from "../errors/idos-error.ts";
import type { UserKeys } from "../crypto/key-pair.ts";
import { type PresentedIn, signKeyBinding } from "./key-binding.ts";
import type { JsonValue } from "../records/json-value.ts";
import { isReserved } from "./registered-claims.ts";
import { type ClaimPath, revealClaims } from "./reveal-claims.ts";
import { splitSdJwt } from "./sd-jwt.ts";

/** A claim by its name, or one within it: `["address", "street"]`, `["nationalities", 0]`. */
export type ClaimChoice = string | ClaimPath;

export interface PresentationTerms {
  /** What to show; everything that the credential holds unless said. */
  readonly claims: readonly ClaimChoice[] | undefined;
  readonly presentedIn: PresentedIn;
  readonly nowSeconds: number;
}

/** Whether this is a credential that its holder has presented to somebody, and not the one that she keeps. */
export function isPresentation(sdJwt: string): boolean {
  return !sdJwt.endsWith("~");
}

/**
 * An SD-JWT+KB of a credential with the chosen claims and no others, for one reader in one share. Throws
 * ARGUMENT_INVALID for a claim that the credential does not hold.
 */
export async function presentCredential(
  sdJwt: string,
  { claims: chosen, presentedIn, nowSeconds }: PresentationTerms,
  keys: Pick<UserKeys, "signingPrivateKey">,
): Promise<string> {
  const { jwt, payload, disclosures } = splitSdJwt(sdJwt);
  const { claims, disclosed } = revealClaims(payload, disclosures);
  const paths = chosen?.map((choice) => (typeof choice === "string" ? [choice] : choice));
  for (const path of paths ?? [])
    if (!isClaim(claims, path)) {
      const values = { argument: "claims", claim: path.join(".") };
      throw new IdosError("ARGUMENT_INVALID", "The credential does not hold this claim", values);
    }
  const isShown = ({ path }: { readonly path: ClaimPath }): boolean =>
    paths === undefined || paths.some((wanted) => leadsTo(path, wanted) || leadsTo(wanted, path));
  const shown = disclosed.filter(isShown).map(({ disclosure }) => disclosure);
  const presented = `${[jwt, ...shown].join("~")}~`;
  return presented + (await signKeyBinding(presented, presentedIn, keys, nowSeconds));
}

/** Whether the second is the first or lies within it. */
function leadsTo(outer: ClaimPath, inner: ClaimPath): boolean {
  return outer.every((step, at) => step === inner[at]);
}

function isClaim(claims: Readonly<Record<string, JsonValue>>, path: ClaimPath): boolean {
  if (path.length === 0 || isReserved(String(path[0]))) return false;
  let within: JsonValue = claims;
  for (const step of path) {
    if (typeof within !== "object" || within === null || !Object.hasOwn(within, step)) return false;
    const next: JsonValue | undefined = Array.isArray(within) ? within[Number(step)] : within[step];
    if (next === undefined) return false;
    within = next;
  }
  return true;
}
