import {
  addressSchema,
  blockNumberSchema,
  bytes32Schema,
  uint64Schema,
  unixSecondsSchema,
} from "@idos/protocol";
import { z } from "zod";
import type { Checkpoint } from "../grant-index.ts";

export const metaNumber = z
  .string()
  .regex(/^\d{1,16}$/)
  .transform(Number);

const journalFields = {
  seq: uint64Schema,
  digest: z
    .string()
    .regex(/^[0-9a-f]{48}$/)
    .transform((hex) => BigInt(`0x${hex}`)),
};

/** The checkpoint's fields, as they stand in meta and in undo records. */
export const checkpointSchema = z
  .object({
    number: metaNumber.pipe(blockNumberSchema),
    hash: bytes32Schema,
    time: metaNumber.pipe(unixSecondsSchema),
    confirmed: metaNumber.pipe(blockNumberSchema),
    ...journalFields,
  })
  .transform(({ number, hash, time, confirmed, seq, digest }): Checkpoint => ({
    ...{ number, hash, time, confirmed },
    journal: { seq, digest },
  }));
export type StoredCheckpoint = z.input<typeof checkpointSchema>;

export function storeCheckpoint({ number, hash, time, confirmed, journal }: Checkpoint): StoredCheckpoint {
  return {
    ...{ number: String(number), hash, time: String(time), confirmed: String(confirmed) },
    seq: String(journal.seq),
    digest: journal.digest.toString(16).padStart(48, "0"),
  };
}

/** Whose index it is: what meta says besides the checkpoint, when it is one of this version. */
export const identitySchema = z.object({
  schema: metaNumber,
  chainId: metaNumber,
  contract: addressSchema,
});
