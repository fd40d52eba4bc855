import type { JsonValue } from "../records/json-value.ts";
import { createDisclosure, disclosureDigest } from "./disclosure.ts";

type Claims = Readonly<Record<string, JsonValue>>;

/** Claims as their issuer signs them: digests in the place of everything. */
export interface ConcealedClaims {
  readonly concealed: Record<string, JsonValue>;
  readonly disclosures: readonly string[];
}

/**
 * Makes every claim a disclosure, and every member and element within one a disclosure of its own, so that the holder
 * can show a street without the number.
 */
export function concealClaims(claims: Claims): ConcealedClaims {
  const disclosures: string[] = [];
  const conceal = (name: string | undefined, value: JsonValue): string => {
    const disclosure = createDisclosure({ name, value: concealWithin(value) });
    disclosures.push(disclosure);
    return disclosureDigest(disclosure);
  };
  const concealMembers = (object: Claims): Record<string, JsonValue> => {
    const digests = Object.entries(object).map(([name, value]) => conceal(name, value));
    // Sorted, since their order would tell which claim is which.
    return digests.length === 0 ? {} : { _sd: digests.sort() };
  };
  const concealWithin = (value: JsonValue): JsonValue => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((element) => ({ "...": conceal(undefined, element) }));
    return concealMembers(value);
  };
  return { concealed: concealMembers(claims), disclosures };
}
