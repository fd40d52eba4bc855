import type { Oracle } from "../chain/oracle.ts";

const LISTED_MAX = 5;

/** A grant that counts, in one line that is equal where the grants are. */
export function grantLine(grant: {
  readonly owner: string;
  readonly handle: string;
  readonly parties?: { readonly grantee: string; readonly shareId: string } | undefined;
  readonly expiresAt: bigint | string;
  readonly sinceBlock: number;
}): string {
  const { owner, handle, parties, expiresAt, sinceBlock } = grant;
  return [owner, handle, parties?.grantee, parties?.shareId, expiresAt, sinceBlock].join(" ");
}

/** What is missing in and what is foreign to a store that holds these grants. */
export function differences(oracle: Oracle, lines: Iterable<string>): readonly string[] {
  const wanted = new Set(oracle.grants.map(grantLine));
  const foreign: string[] = [];
  for (const line of lines) if (!wanted.delete(line)) foreign.push(`foreign: ${line}`);
  const missing = [...wanted].map((line) => `missing: ${line}`);
  return firstOf([...missing, ...foreign]);
}

export function firstOf(found: readonly string[]): readonly string[] {
  const more = found.length - LISTED_MAX;
  return more > 0 ? [...found.slice(0, LISTED_MAX), `and ${more} more`] : found;
}
