import { bytes32Schema } from "@idos/protocol";
import { z } from "zod";
import { CorruptIndexError } from "../errors.ts";
import { checkpointSchema, storeCheckpoint } from "./meta.ts";
import { storedChangeSchema } from "./stored-changes.ts";

const undoRecordSchema = z.strictObject({
  hash: bytes32Schema,
  before: checkpointSchema,
  changes: z.array(storedChangeSchema),
  /** Of the block: the commit script forgets them with the record. */
  transactions: z.array(bytes32Schema),
});

/** What is known of a block that can be undone: its hash, and what undoing it restores. */
export type UndoRecord = z.output<typeof undoRecordSchema>;

export function packUndoRecord({ hash, before, changes, transactions }: UndoRecord): string {
  const stored = changes.map((change) =>
    "epoch" in change ? { ...change, epoch: String(change.epoch) } : change,
  );
  return JSON.stringify({ hash, before: storeCheckpoint(before), changes: stored, transactions });
}

/** Throws CorruptIndexError unless packUndoRecord made the text. */
export function unpackUndoRecord(text: string): UndoRecord {
  try {
    return undoRecordSchema.parse(JSON.parse(text));
  } catch {
    throw new CorruptIndexError("an unreadable undo record");
  }
}
