import * as z from "zod";
import type { JsonValue } from "../records/json-value.ts";
import { isShallow } from "./bounded-json.ts";
import { type Disclosed, disclosureDigest, parseDisclosure } from "./disclosure.ts";
import { isReserved } from "./registered-claims.ts";

/** The way to a claim: names of members and positions of elements. */
export type ClaimPath = readonly (string | number)[];

export interface RevealedClaims {
  /** What stands in the clear or is disclosed, registered claims included. */
  readonly claims: Readonly<Record<string, JsonValue>>;
  /** Each disclosure, with the way to what it says. */
  readonly disclosed: readonly { readonly disclosure: string; readonly path: ClaimPath }[];
}

const DIGEST = /^[\w-]{43}$/;
const digestsSchema = z.array(z.string().regex(DIGEST));
const placeholderSchema = z.strictObject({ "...": z.string().regex(DIGEST) });

type JsonObject = Readonly<Record<string, JsonValue>>;

/**
 * Puts disclosures where the issuer's digests say (RFC 9901, section 7.1). Throws for a digest that stands twice, a
 * disclosure that nothing refers to or of the wrong kind, a name that is reserved or there already.
 */
export function revealClaims(payload: JsonObject, disclosures: readonly string[]): RevealedClaims {
  const revealing = new Revealing(disclosures);
  const claims = revealing.object(payload, []);
  if (revealing.disclosed.length !== disclosures.length)
    throw new TypeError("a disclosure is of nothing here");
  if (!isShallow(claims)) throw new RangeError("nests too deep");
  return { claims, disclosed: revealing.disclosed };
}

class Revealing {
  readonly disclosed: { disclosure: string; path: ClaimPath }[] = [];
  readonly #byDigest: ReadonlyMap<string, string>;
  readonly #digestsSeen = new Set<string>();

  constructor(disclosures: readonly string[]) {
    this.#byDigest = new Map(disclosures.map((disclosure) => [disclosureDigest(disclosure), disclosure]));
  }

  object({ _sd: digests = [], ...clear }: JsonObject, path: ClaimPath): JsonObject {
    const members = new Map<string, JsonValue>();
    for (const [name, value] of Object.entries(clear)) {
      if (name === "_sd_alg" && path.length === 0) continue;
      if (name === "..." || name === "_sd_alg") throw new TypeError("a name of SD-JWT's own");
      members.set(name, this.value(value, [...path, name]));
    }
    for (const digest of digestsSchema.parse(digests)) {
      const found = this.#disclosedBy(digest);
      if (found === undefined) continue;
      const { name, value } = found;
      if (name === undefined) throw new TypeError("an element among members");
      if (isReserved(name) || members.has(name)) throw new TypeError("a name that is taken");
      members.set(name, this.#opened(found, value, [...path, name]));
    }
    return Object.fromEntries(members);
  }

  value(value: JsonValue, path: ClaimPath): JsonValue {
    if (typeof value !== "object" || value === null) return value;
    return Array.isArray(value) ? this.#array(value, path) : this.object(value, path);
  }

  #array(elements: readonly JsonValue[], path: ClaimPath): JsonValue[] {
    const shown: JsonValue[] = [];
    for (const element of elements) {
      const here = [...path, shown.length];
      if (typeof element !== "object" || element === null || !Object.hasOwn(element, "...")) {
        shown.push(this.value(element, here));
        continue;
      }
      const found = this.#disclosedBy(placeholderSchema.parse(element)["..."]);
      if (found === undefined) continue;
      if (found.name !== undefined) throw new TypeError("a member among elements");
      shown.push(this.#opened(found, found.value, here));
    }
    return shown;
  }

  #opened({ disclosure }: { readonly disclosure: string }, value: JsonValue, path: ClaimPath): JsonValue {
    this.disclosed.push({ disclosure, path });
    return this.value(value, path);
  }

  /** What stands behind a digest; undefined for one that the holder kept to herself, or that is a decoy. */
  #disclosedBy(digest: string): (Disclosed & { readonly disclosure: string }) | undefined {
    if (this.#digestsSeen.has(digest)) throw new TypeError("a digest stands twice");
    this.#digestsSeen.add(digest);
    const disclosure = this.#byDigest.get(digest);
    return disclosure === undefined ? undefined : { ...parseDisclosure(disclosure), disclosure };
  }
}
