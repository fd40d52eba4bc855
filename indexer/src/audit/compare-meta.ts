import type { Finality } from "@idos/protocol";
import type { Checkpoint } from "../grant-index.ts";
import { BUCKET_ENTRIES, type IndexPlace, SCHEMA_VERSION } from "../redis/keys.ts";
import { storeCheckpoint } from "../redis/meta.ts";
import type { MetaFields } from "./audited-index.ts";
import type { Difference, Repair } from "./difference.ts";

export interface MetaRules extends IndexPlace {
  readonly finality: Finality;
}

/**
 * Fields whose right value nobody can tell from the chain: who writes, the generation's random name, times of the
 * Redis server, its run, and the words of a fault.
 */
export const UNKNOWABLE_META = [
  ...["writer", "generation", "activeAtMs", "syncedAtMs", "syncedBy", "fault"],
] as const;

/** Whose index it is, and whether its head can be read at all. */
export function compareIdentity(meta: MetaFields, { chainId, contract, finality }: MetaRules): Difference[] {
  const wanted = { schema: SCHEMA_VERSION, chainId, contract, finality };
  const differences = Object.entries(wanted).flatMap(([field, value]) =>
    meta[field] === String(value) ? [] : [metaDifference(meta, field, String(value), { kind: "rebuild" })],
  );
  const isBucketCount = /^[1-9]\d{0,9}$/.test(meta["buckets"] ?? "");
  return isBucketCount
    ? differences
    : [...differences, metaDifference(meta, "buckets", "a whole number above 0", { kind: "rebuild" })];
}

/** What meta says of the checkpoint, and what the replay gives there. */
export function compareCheckpoint(
  meta: MetaFields,
  at: Checkpoint,
  entries: number,
  finality: Finality,
): Difference[] {
  const { confirmed, ...stored } = storeCheckpoint(at);
  const wanted: Record<string, string> = { ...stored, entries: String(entries) };
  // Where a tag stood, only the writer knew.
  if (typeof finality === "number") wanted["confirmed"] = confirmed;
  const differences = Object.entries(wanted).flatMap(([field, value]) =>
    meta[field] === value ? [] : [metaDifference(meta, field, value, setMeta(field, value))],
  );
  if (typeof finality !== "number" && !isUpTo(meta["confirmed"], at.number))
    differences.push(metaDifference(meta, "confirmed", `at most ${at.number}`, setMeta("confirmed", "0")));
  // A phase that no writer writes makes readers wait; so does this one, until the writer is at the head again.
  if (meta["phase"] !== "live" && meta["phase"] !== "backfilling")
    differences.push(metaDifference(meta, "phase", "live or backfilling", setMeta("phase", "backfilling")));
  if (Number(meta["buckets"]) * BUCKET_ENTRIES < entries)
    differences.push(metaDifference(meta, "buckets", `enough for ${entries}`, { kind: "rebuild" }));
  return differences;
}

function isUpTo(text: string | undefined, number: number): boolean {
  return /^(0|[1-9]\d{0,15})$/.test(text ?? "") && Number(text) <= number;
}

function setMeta(field: string, value: string): Repair {
  return { kind: "set-field", hash: "meta", field: Buffer.from(field), value: Buffer.from(value) };
}

export function metaDifference(
  meta: MetaFields,
  field: string,
  expected: string,
  repair: Repair,
): Difference {
  return { kind: "meta", where: `${field} in meta`, holds: meta[field] ?? "nothing", expected, repair };
}
