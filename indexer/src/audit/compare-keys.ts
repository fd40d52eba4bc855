import { printableKey } from "./compare-item.ts";
import type { Difference } from "./difference.ts";
import { chunkOf } from "./read-item.ts";

/** Keys by what they hold, in the order in which they are compared: entries, owners' lists, grantees' lists, epochs. */
export interface SortedKeys {
  readonly pages: readonly Buffer[];
  /** Nothing that an index writes. */
  readonly strays: readonly Buffer[];
}

export function sortKeys(keys: readonly Buffer[]): SortedKeys {
  const byList = new Map<string, Buffer[]>();
  for (const list of ["e", "o", "g"]) byList.set(list, []);
  const epochs: Buffer[] = [];
  const strays: Buffer[] = [];
  for (const key of keys) {
    const text = key.toString("latin1");
    const list = byList.get(text.slice(0, 1));
    const isChunk = !text.startsWith("e") && chunkOf(key) !== undefined;
    if (list !== undefined && (isChunk || sharedNumber(key) !== undefined)) list.push(key);
    else if (text === "x") epochs.push(key);
    else if (text !== "u" && text !== "t") strays.push(key);
  }
  return { pages: [...byList.values(), epochs].flat(), strays };
}

/** The number of a bucket; undefined for other keys. */
function sharedNumber(key: Buffer): number | undefined {
  const [, digits] = /^[eog](0|[1-9]\d{0,9})$/.exec(key.toString("latin1")) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

export function compareKeys(
  { pages, strays }: SortedKeys,
  wrongTypes: readonly Buffer[],
  buckets: number,
): Difference[] {
  const beyond = pages.filter((key) => (sharedNumber(key) ?? 0) >= buckets);
  return [
    ...beyond.map((key): Difference => ({
      ...{ kind: "key", where: `the key ${printableKey(key)}`, holds: "a bucket" },
      ...{ expected: `no more than ${buckets} buckets`, repair: { kind: "rebuild" } },
    })),
    ...strays.map((key) => needlessKey(key, "a key", "no such key")),
    ...wrongTypes.map((key) => needlessKey(key, "another type", "a hash")),
  ];
}

function needlessKey(key: Buffer, holds: string, expected: string): Difference {
  return {
    ...{ kind: "key", where: `the key ${printableKey(key)}`, holds, expected },
    repair: { kind: "delete-key", key },
  };
}
