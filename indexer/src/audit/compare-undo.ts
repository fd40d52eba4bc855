import { type Bytes32, type Finality, toHex } from "@idos/protocol";
import { invert } from "../reduce.ts";
import { storeChange } from "../redis/stored-changes.ts";
import { packUndoRecord, unpackUndoRecord } from "../redis/undo-record.ts";
import type { ReplayedBlock } from "./contract-replay.ts";
import type { Difference } from "./difference.ts";

/** What the replay knows of the blocks that can be undone, at the checkpoint. */
export interface UndoFacts {
  readonly tip: number;
  readonly finality: Finality;
  readonly block: (number: number) => ReplayedBlock | undefined;
}

/**
 * The blocks whose records must be there: all from the lowest one that is, up to the checkpoint. How far back they
 * reach depends on when the index was built.
 */
export function undoSpan(numbers: readonly string[], { tip, block }: UndoFacts): readonly number[] {
  const known = numbers
    .filter(isNumber)
    .map(Number)
    .filter((number) => block(number) !== undefined);
  const lowest = known.reduce((least, number) => Math.min(least, number), tip + 1);
  return Array.from({ length: tip + 1 - lowest }, (_, n) => lowest + n);
}

/** Fields of the undo hash that belong to no block that can be undone, and blocks that have none. */
export function compareUndoNumbers(numbers: readonly string[], facts: UndoFacts): Difference[] {
  const span = undoSpan(numbers, facts);
  const wanted = new Set(span.map(String));
  const present = new Set(numbers);
  const needless = numbers.filter((number) => !wanted.has(number));
  const missing = span.filter((number) => !present.has(String(number)));
  return [
    ...needless.map((number) => undoDifference(number, "a record", undefined)),
    ...missing.map((number) => undoDifference(String(number), "nothing", expectedRecord(number, facts))),
  ];
}

/** One undo record against what undoing the block must restore. */
export function compareUndoRecord(number: string, record: string, facts: UndoFacts): Difference[] {
  const expected = expectedRecord(Number(number), facts, record);
  return expected === undefined || expected === record ? [] : [undoDifference(number, record, expected)];
}

/** Of these blocks' transactions: each has its block, and there is no other. */
export function compareTransactions(
  stored: readonly (readonly [hash: Buffer, number: string])[],
  span: readonly number[],
  { block }: UndoFacts,
): Difference[] {
  const expected = new Map<string, string>(
    span.flatMap((number) =>
      (block(number)?.transactions ?? []).map((hash: Bytes32) => [hash, String(number)] as const),
    ),
  );
  const found = stored.flatMap(([hash, number]) => {
    const wanted = expected.get(toHex(hash));
    expected.delete(toHex(hash));
    return wanted === number ? [] : [transactionDifference(hash, number, wanted)];
  });
  const missing = [...expected].map(([hash, number]) =>
    transactionDifference(Buffer.from(hash.slice(2), "hex"), undefined, number),
  );
  return [...found, ...missing];
}

/** By a tag, what was confirmed at the block before is taken from the record itself. */
function expectedRecord(number: number, { block, finality }: UndoFacts, stored?: string): string | undefined {
  const replayed = block(number);
  if (replayed === undefined) return undefined;
  const { hash, before, changes, transactions } = replayed;
  const confirmed = typeof finality === "number" ? before.confirmed : storedConfirmed(stored, before.number);
  return packUndoRecord({
    ...{ hash, before: { ...before, confirmed }, transactions: [...transactions] },
    changes: invert(changes).map(storeChange),
  });
}

function storedConfirmed(stored: string | undefined, numberMax: number): number {
  try {
    return stored === undefined ? 0 : Math.min(numberMax, unpackUndoRecord(stored).before.confirmed);
  } catch {
    return 0;
  }
}

function isNumber(text: string): boolean {
  return /^(0|[1-9]\d{0,15})$/.test(text);
}

function undoDifference(number: string, holds: string, expected: string | undefined): Difference {
  return {
    ...{ kind: "undo-record", where: `the undo record ${number}`, holds, expected: expected ?? "nothing" },
    repair: setField("u", Buffer.from(number, "latin1"), expected),
  };
}

function transactionDifference(
  hash: Buffer,
  holds: string | undefined,
  expected: string | undefined,
): Difference {
  return {
    ...{ kind: "transaction", where: `the transaction ${toHex(hash)}` },
    ...{ holds: holds ?? "nothing", expected: expected ?? "nothing" },
    repair: setField("t", hash, expected),
  };
}

function setField(hash: "u" | "t", field: Buffer, value: string | undefined): Difference["repair"] {
  return { kind: "set-field", hash, field, value: Buffer.from(value ?? "") };
}
