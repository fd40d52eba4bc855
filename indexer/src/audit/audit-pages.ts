import type { Address } from "@idos/protocol";
import type { AuditedIndex, GrantTrace, StoredItem } from "./audited-index.ts";
import type { HighestChunk } from "./compare-grant.ts";
import { compareItem } from "./compare-item.ts";
import type { EntryKeyText, ExpectedGrant, ExpectedIndex } from "./expected-index.ts";
import type { Compared, Findings } from "./findings.ts";
import { chunkOf, type ItemMeaning, readItem } from "./read-item.ts";
import type { Standpoint } from "./standpoint.ts";

export interface Walk {
  readonly index: AuditedIndex;
  readonly expected: ExpectedIndex;
  readonly standpoint: Standpoint;
  readonly findings: Findings;
  readonly highestChunk: HighestChunk;
}

/** What was found in Redis, so that what was not found can be looked for. */
export interface Seen {
  readonly grants: ReadonlySet<EntryKeyText>;
  readonly owners: ReadonlySet<Address>;
}

/** Of about 32 fields each: a page is read in one step of Redis, which must not take long. */
const KEYS_A_PAGE = 8;

/** Compares every field of the entries' and the lists' keys. */
export async function auditPages(
  walk: Walk,
  keys: readonly Buffer[],
  onKeys: (done: number) => void,
): Promise<Seen> {
  const seen = { grants: new Set<EntryKeyText>(), owners: new Set<Address>() };
  for (let done = 0; done < keys.length; done += KEYS_A_PAGE) {
    const page = keys.slice(done, done + KEYS_A_PAGE);
    await walk.findings.settle(() => comparePage(walk, page, seen));
    onKeys(Math.min(keys.length, done + KEYS_A_PAGE));
  }
  return seen;
}

interface Asked {
  readonly item: StoredItem;
  readonly meaning: ItemMeaning;
  readonly grant: ExpectedGrant | undefined;
}

async function comparePage(
  { index, expected, standpoint, highestChunk }: Walk,
  keys: readonly Buffer[],
  seen: { readonly grants: Set<EntryKeyText>; readonly owners: Set<Address> },
): Promise<Compared> {
  const ask = (item: StoredItem): Asked => {
    const meaning = readItem(item);
    const grant = "key" in meaning ? expected.grant(meaning.key) : undefined;
    return { item, meaning, grant };
  };
  let asked: readonly Asked[] = [];
  const { at, second: traces } = await standpoint.readBoth(
    () => index.page(keys),
    (items) => {
      asked = items.map(ask);
      return index.trace(asked.flatMap(({ meaning, grant }) => placeOf(meaning, grant)));
    },
  );
  const remaining = traces.values();
  const differences = asked.flatMap(({ item, meaning, grant }) => {
    const facts = { item, meaning, grant: tracedGrant(grant, remaining) };
    if (meaning.kind === "entry" && grant !== undefined) seen.grants.add(meaning.key);
    if (meaning.kind === "epoch") seen.owners.add(meaning.owner);
    return compareItem(facts, expected, highestChunk);
  });
  return { at, differences };
}

function placeOf(meaning: ItemMeaning, grant: ExpectedGrant | undefined) {
  if (grant === undefined || !("key" in meaning)) return [];
  return [{ key: Buffer.from(meaning.key, "latin1"), owner: grant.owner }];
}

function tracedGrant(expected: ExpectedGrant | undefined, traces: Iterator<GrantTrace>) {
  if (expected === undefined) return undefined;
  const next = traces.next();
  return next.done === true ? undefined : { expected, trace: next.value };
}

/** By the keys of the lists' chunks. */
export function highestChunks(keys: readonly Buffer[]): HighestChunk {
  const highest = new Map<string, number>();
  for (const key of keys) {
    const chunk = chunkOf(key);
    if (chunk === undefined) continue;
    const name = key.toString("latin1", 0, 21);
    highest.set(name, Math.max(chunk.number, highest.get(name) ?? 0));
  }
  return (list, account) => highest.get(`${list}${account.toString("latin1")}`);
}
