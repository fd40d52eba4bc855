import { toHex } from "@idos/protocol";
import type { GrantTrace } from "./audited-index.ts";
import { bytesWords, entryWords, grantWords } from "./describe-stored.ts";
import type { Difference } from "./difference.ts";
import { ADDRESS_BYTES, type ExpectedGrant } from "./expected-index.ts";
import { counterOf, type Position, positionAt } from "./positions.ts";

/** The highest chunk that was seen of an account's list; undefined where it has none. */
export type HighestChunk = (list: "o" | "g", account: Buffer) => number | undefined;

const HANDLE_BYTES = 32;

/** Everything that Redis holds of a grant against what the contract's events give. */
export function compareGrant(
  key: Buffer,
  expected: ExpectedGrant,
  trace: GrantTrace,
  highestChunk: HighestChunk,
): Difference[] {
  const where = grantWords(expected);
  const { owner, subject, packed } = expected;
  const put = (relist: boolean) => ({ kind: "put-grant", key, owner, subject, packed, relist }) as const;
  const position = positionAt(trace.entry);
  if (position === undefined) {
    const [holds, wanted] = [bytesWords(trace.entry), entryWords(packed)];
    return [{ kind: "entry", where, holds, expected: wanted, repair: put(true) }];
  }
  const lists = compareLists(expected, trace);
  const stored = trace.entry.subarray(position.bytes.length);
  const differences: Difference[] = lists.map((list) => ({ ...list, where, repair: put(true) }));
  if (!stored.equals(packed))
    differences.push({
      ...{ kind: "entry", where, holds: entryWords(stored), expected: entryWords(packed) },
      repair: put(lists.length > 0),
    });
  return lists.length > 0
    ? differences
    : [...differences, ...compareCounters(expected, trace, position, highestChunk)];
}

type ListDifference = Pick<Difference, "kind" | "holds" | "expected">;

function compareLists({ owner, subject }: ExpectedGrant, { listed, back }: GrantTrace): ListDifference[] {
  if (subject.length === HANDLE_BYTES)
    return listed.equals(subject)
      ? []
      : [{ kind: "owner-list", holds: bytesWords(listed), expected: bytesWords(subject) }];
  const grantee = subject.subarray(0, ADDRESS_BYTES);
  const place = positionAt(listed, ADDRESS_BYTES);
  const isPlace = place !== undefined && listed.length === ADDRESS_BYTES + place.bytes.length;
  if (!isPlace || !listed.subarray(0, ADDRESS_BYTES).equals(grantee))
    return [
      {
        kind: "owner-list",
        holds: bytesWords(listed),
        expected: `${toHex(grantee)} and a place of his list`,
      },
    ];
  const wanted = Buffer.concat([owner, subject.subarray(ADDRESS_BYTES)]);
  return back.equals(wanted)
    ? []
    : [{ kind: "grantee-list", holds: bytesWords(back), expected: bytesWords(wanted) }];
}

/** A counter at or below a place that is in use would give that place away a second time. */
function compareCounters(
  { owner, subject }: ExpectedGrant,
  trace: GrantTrace,
  position: Position,
  highestChunk: HighestChunk,
): Difference[] {
  const grantee = subject.subarray(0, ADDRESS_BYTES);
  const places = [
    { list: "o", account: owner, stored: trace.ownerCounter, place: position },
    ...(subject.length === HANDLE_BYTES
      ? []
      : [
          {
            list: "g" as const,
            account: grantee,
            stored: trace.granteeCounter,
            place: positionAt(trace.listed, ADDRESS_BYTES),
          },
        ]),
  ] as const;
  return places.flatMap(({ list, account, stored, place }): Difference[] => {
    if (place === undefined || place.bytes.length === 1) return [];
    const counter = counterOf(stored);
    if (counter !== undefined && counter > place.number) return [];
    return [
      {
        ...{ kind: "counter", where: `the list of ${toHex(account)}`, holds: bytesWords(stored) },
        expected: `a count above ${place.number}, and its complement`,
        repair: { kind: "set-counter", list, account, highestChunk: highestChunk(list, account) },
      },
    ];
  });
}
