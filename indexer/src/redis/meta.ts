import { blockNumberSchema, bytes32Schema, uint64Schema, unixSecondsSchema } from "@idos/protocol";
import { z } from "zod";
import type { Checkpoint } from "../grant-index.ts";

export const metaNumber = z
  .string()
  .regex(/^\d{1,16}$/)
  .transform(Number);

/** The checkpoint's fields, as they stand in meta and in undo records. */
export const checkpointSchema = z
  .object({
    number: metaNumber.pipe(blockNumberSchema),
    hash: bytes32Schema,
    time: metaNumber.pipe(unixSecondsSchema),
    seq: uint64Schema,
    digest: z
      .string()
      .regex(/^[0-9a-f]{48}$/)
      .transform((hex) => BigInt(`0x${hex}`)),
  })
  .transform(({ number, hash, time, seq, digest }): Checkpoint => ({
    number,
    hash,
    time,
    journal: { seq, digest },
  }));
export type StoredCheckpoint = z.input<typeof checkpointSchema>;

export function storeCheckpoint({ number, hash, time, journal }: Checkpoint): StoredCheckpoint {
  return {
    number: String(number),
    hash,
    time: String(time),
    seq: String(journal.seq),
    digest: journal.digest.toString(16).padStart(48, "0"),
  };
}
