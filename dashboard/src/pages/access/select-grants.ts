import type { AccessGrant } from "./access-grant.ts";
import type { AccessQuery } from "./access-query.ts";

/** Grants under one heading: a grantee's, or those that show a record. */
export interface GrantGroup {
  /** A grantee's account or a record's id; null where it is not known. */
  readonly key: string | null;
  readonly grants: readonly AccessGrant[];
}

/** What the query asks for, in its order. `nameOf` gives a record's name. */
export function selectGrants(
  grants: readonly AccessGrant[],
  { search, state, sort }: Omit<AccessQuery, "by">,
  nameOf: (record: string) => string,
): AccessGrant[] {
  const wanted = search.trim().toLowerCase();
  const chosen = grants.filter(
    (grant) => isInState(grant, state) && (wanted === "" || textOf(grant, nameOf).includes(wanted)),
  );
  switch (sort) {
    case "newest":
      return chosen;
    case "expiry":
      return chosen.toSorted((one, other) => compare(expiryOf(one), expiryOf(other)));
    case "grantee":
      return chosen.toSorted((one, other) => compare(one.grantee ?? "~", other.grantee ?? "~"));
  }
}

export function isInState({ state }: AccessGrant, wanted: AccessQuery["state"]): boolean {
  if (wanted === "all") return true;
  return wanted === "current" ? state !== "revoked" && state !== "expired" : state === wanted;
}

/** In the order in which the groups' first grants come. */
export function groupGrants(grants: readonly AccessGrant[], by: AccessQuery["by"]): GrantGroup[] {
  const groups = new Map<string | null, AccessGrant[]>();
  for (const grant of grants) {
    const keys = by === "grantee" ? [grant.grantee] : (grant.share?.records ?? [null]);
    for (const key of keys) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [grant]);
      else group.push(grant);
    }
  }
  return [...groups].map(([key, members]) => ({ key, grants: members }));
}

function textOf({ grantee, share }: AccessGrant, nameOf: (record: string) => string): string {
  return [grantee ?? "sealed", share?.purpose ?? "", ...(share?.records ?? []).map(nameOf)]
    .join("\n")
    .toLowerCase();
}

function expiryOf({ onChain }: AccessGrant): bigint {
  return onChain?.expiresAt ?? 0n;
}

function compare<Value extends bigint | string>(one: Value, other: Value): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
