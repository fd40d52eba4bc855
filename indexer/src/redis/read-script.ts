import { z } from "zod";
import { EPOCH_FIELD } from "./keys.ts";
import { script } from "./run-script.ts";

const META_FIELDS = [
  ...["generation", "phase", "fault", "number", "hash", "time", "seq", "syncedAtMs", "confirmations"],
] as const;

/**
 * KEYS meta, and the owner's in the generation that the reader saw last; ARGV that generation and the handle, or
 * nothing to read meta alone. The grant is read only if the generation still stands.
 */
export const READ = script(`
local time = redis.call('TIME')
local meta = redis.call('HMGET', KEYS[1], '${META_FIELDS.join("', '")}')
local grant = {false, false}
if KEYS[2] and meta[1] == ARGV[1] then grant = redis.call('HMGET', KEYS[2], '${EPOCH_FIELD}', ARGV[2]) end
return {time, meta, grant}
`);

const text = z.string().nullable();

/** [seconds, microseconds]; the fields of meta; the owner's epoch and the packed entry. */
export const readAnswerSchema = z.tuple([
  z.tuple([z.string(), z.string()]),
  z
    .tuple([text, text, text, text, text, text, text, text, text])
    .transform(([generation, phase, fault, number, hash, time, seq, syncedAtMs, confirmations]) => ({
      ...{ generation, phase, fault, number, hash, time, seq, syncedAtMs, confirmations },
    })),
  z.tuple([text, text]),
]);
export type ReadAnswer = z.output<typeof readAnswerSchema>;
export type StoredMeta = ReadAnswer[1];
