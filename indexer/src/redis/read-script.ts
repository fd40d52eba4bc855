import { z } from "zod";
import { EPOCH_FIELD } from "./keys.ts";
import { script } from "./run-script.ts";
import { SERVER_RUN } from "./server-run.ts";

const META_FIELDS = [
  ...[
    "generation",
    "phase",
    "fault",
    "number",
    "hash",
    "time",
    "seq",
    "syncedAtMs",
    "syncedBy",
    "confirmations",
  ],
] as const;

/**
 * KEYS meta, and the owner's in the generation that the reader saw last; ARGV that generation and the handle, or
 * nothing to read meta alone. The grant is read only if the generation still stands. A meta of another type counts
 * as absent; an owner's key of another type gives values that no parser takes.
 */
export const READ = script(`${SERVER_RUN}
local time = redis.call('TIME')
local meta = redis.pcall('HMGET', KEYS[1], '${META_FIELDS.join("', '")}')
if meta.err then
  meta = {}
  for at = 1, ${META_FIELDS.length} do meta[at] = false end
end
local grant = {false, false}
if KEYS[2] and meta[1] == ARGV[1] then grant = redis.pcall('HMGET', KEYS[2], '${EPOCH_FIELD}', ARGV[2]) end
if grant.err then grant = {'unreadable', 'unreadable'} end
return {{time[1], time[2], server_run()}, meta, grant}
`);

const text = z.string().nullable();

/** [seconds, microseconds, run of the server]; the fields of meta; the owner's epoch and the packed entry. */
export const readAnswerSchema = z.tuple([
  z.tuple([z.string(), z.string(), z.string()]),
  z
    .tuple([text, text, text, text, text, text, text, text, text, text])
    .transform(
      ([generation, phase, fault, number, hash, time, seq, syncedAtMs, syncedBy, confirmations]) => ({
        ...{ generation, phase, fault, number, hash, time, seq, syncedAtMs, syncedBy, confirmations },
      }),
    ),
  z.tuple([text, text]),
]);
export type ReadAnswer = z.output<typeof readAnswerSchema>;
export type StoredMeta = ReadAnswer[1];
