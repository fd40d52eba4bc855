import { bytes32Schema } from "@idos/protocol";
import { z } from "zod";
import { CorruptIndexError } from "../errors.ts";
import type { Checkpoint } from "../grant-index.ts";
import { type Change, invert } from "../reduce.ts";
import { checkpointSchema, storeCheckpoint } from "./meta.ts";
import { storeChange, storedChangeSchema } from "./stored-changes.ts";

const undoRecordSchema = z.object({
  hash: bytes32Schema,
  before: checkpointSchema,
  changes: z.array(storedChangeSchema),
});

/** What is known of a block that can be undone: its hash, and what undoing it restores. */
export type UndoRecord = z.output<typeof undoRecordSchema>;

export function packUndoRecord(from: Checkpoint, to: Checkpoint, changes: readonly Change[]): string {
  return JSON.stringify({
    hash: to.hash,
    before: storeCheckpoint(from),
    changes: invert(changes).map(storeChange),
  });
}

/** Throws CorruptIndexError unless packUndoRecord made the text. */
export function unpackUndoRecord(text: string): UndoRecord {
  try {
    return undoRecordSchema.parse(JSON.parse(text));
  } catch {
    throw new CorruptIndexError("an unreadable undo record");
  }
}
