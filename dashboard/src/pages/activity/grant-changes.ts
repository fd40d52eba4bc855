import type { HistoricGrant } from "@idos/sdk";

/** A transaction that granted something, or ended it. */
export interface GrantChange {
  readonly key: string;
  readonly what: "granted" | "revoked" | "renounced" | "revoked-all";
  /** Null of a sealed grant. */
  readonly grantee: string | null;
  readonly blockNumber: number;
  readonly transactionHash: string;
}

/** The newest first. */
export function grantChanges(grants: readonly HistoricGrant[]): readonly GrantChange[] {
  const changes = grants.flatMap(({ handle, grantee, granted, ended }): GrantChange[] => [
    { key: `${handle} granted`, what: "granted", grantee, ...granted },
    ...(ended === null ? [] : [{ key: `${handle} ended`, ...ended, what: ended.by, grantee }]),
  ]);
  return changes.toSorted((one, other) => other.blockNumber - one.blockNumber);
}
