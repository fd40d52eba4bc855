import type { GrantRequest, OpenedRecord } from "@idos/sdk";
import { credentialFacts } from "../../data/credential-facts.ts";

/** Names of the claims to show, by the credential's record; of one that is not named all of them are. */
export type ChosenClaims = Readonly<Record<string, readonly string[]>>;

/** A claim of a credential, as she decides about it. */
export interface ClaimOption {
  readonly name: string;
  readonly value: string;
  readonly isShown: boolean;
  /** False where its issuer wrote it in the clear: whoever reads the credential sees it. */
  readonly canBeHidden: boolean;
}

/** Empty where there is nothing to choose. */
export function claimOptions({ id, content }: OpenedRecord, chosen: ChosenClaims): readonly ClaimOption[] {
  if (content.kind !== "credential") return [];
  const { claims = [], alwaysShown = [] } = credentialFacts(content.sdJwt) ?? {};
  return claims.map(([name, value]) => {
    const canBeHidden = !alwaysShown.includes(name);
    return { name, value, canBeHidden, isShown: !canBeHidden || (chosen[id]?.includes(name) ?? true) };
  });
}

/** The names to show once this one is, or is no longer. */
export function withClaim(
  options: readonly ClaimOption[],
  changed: string,
  isShown: boolean,
): readonly string[] {
  return options
    .filter((option) => (option.name === changed ? isShown : option.isShown))
    .map(({ name }) => name);
}

/** As the SDK takes them. */
export function grantedRecords(records: readonly string[], chosen: ChosenClaims): GrantRequest["records"] {
  return records.map((record) => {
    const claims = chosen[record];
    return claims === undefined ? record : { record, claims };
  });
}
