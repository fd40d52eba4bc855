import { z } from "zod";
import { ADDRESSING, POSITIONS } from "./addressing.ts";
import { CHUNK_POSITIONS, SHARED_POSITIONS } from "./keys.ts";
import { SERVER_RUN } from "./lua.ts";
import { type Reply, replyList, replyText, script } from "./run-script.ts";

const META_FIELDS = [
  ...["generation", "phase", "fault", "number", "hash", "time", "confirmed", "seq"],
  ...["syncedAtMs", "syncedBy", "schema", "chainId", "contract", "finality"],
] as const;

const storedMetaSchema = z.record(z.enum(META_FIELDS), z.string().nullable());

/**
 * Lua: `head()`: the answer's first part, [seconds, microseconds, run of the server, meta's fields]; opens the
 * generation. A meta of another type counts as absent.
 */
const HEAD = `${SERVER_RUN}${ADDRESSING}${POSITIONS}
local function head()
  local time = redis.call('TIME')
  local meta = redis.pcall('HMGET', KEYS[1], '${META_FIELDS.join("', '")}', 'buckets')
  if meta.err then
    meta = {}
    for at = 1, ${META_FIELDS.length} do meta[at] = false end
  end
  open_generation(meta[1] or '', tonumber(meta[${META_FIELDS.length + 1}]) or 1)
  meta[${META_FIELDS.length + 1}] = nil
  return {time[1], time[2], server_run(), meta}
end
`;

/** KEYS meta. Returns the head. */
export const READ_STATUS = script(`${HEAD}
return {head()}
`);

/** KEYS meta; ARGV a transaction's hash in bytes. Returns the head, and the number of its block or nothing. */
export const FIND_TRANSACTION = script(`${HEAD}
local first = head()
return {first, redis.call('HGET', prefix .. 't', ARGV[1])}
`);

/**
 * KEYS meta; ARGV the first block's number, '' for the one after the newest confirmed, and how many blocks at most.
 * Returns the head, then the undo record of each block from there to the indexed one, nothing where there is none; no
 * record at all where that would be more.
 */
export const READ_UNDO = script(`${HEAD}
local first = head()
local answers = {first}
local last = tonumber(first[4][${META_FIELDS.indexOf("number") + 1}] or '')
local from = tonumber(ARGV[1]) or tonumber(first[4][${META_FIELDS.indexOf("confirmed") + 1}] or '')
if not last or not from then return answers end
if ARGV[1] == '' then from = from + 1 end
if last - from >= tonumber(ARGV[2]) then return answers end
for number = from, last do
  answers[#answers + 1] = redis.call('HGET', prefix .. 'u', number)
end
return answers
`);

/**
 * KEYS meta; ARGV entry key and owner (44 bytes) for each check. Returns the head, then for each check: nothing where
 * there is no entry; the stored entry, where the owner has no epoch; else 0xff, a byte for the entry's length, the
 * entry, and the epoch. An empty string where the key is of another type, and for every entry once the epochs are
 * lost, which may have ended it.
 *
 * It is what a node asks most, so the addressing stands here written out: calls would cost a tenth of the rate.
 */
export const CHECK = script(`${HEAD}
local answers = {head()}
local call, sub, hash_at = redis.call, string.sub, struct.unpack
local asked, modulus, at = ARGV[1], low * 2, 1
local entries, epochs = prefix .. 'e', prefix .. 'x'
local has_epochs = redis.pcall('HEXISTS', epochs, '') == 1
local function check_rest()
  while at <= #asked do
    local hash = hash_at('>I4', asked, at)
    local number = hash % modulus
    if number >= buckets then number = hash % low end
    local answer = call('HGET', entries .. number, sub(asked, at, at + 23))
    if answer then
      local epoch = has_epochs and call('HGET', epochs, sub(asked, at + 24, at + 43))
      if not has_epochs then answer = '' end
      if epoch then answer = '\\255' .. string.char(#answer) .. answer .. epoch end
    end
    answers[#answers + 1], at = answer, at + 44
  end
end
while not pcall(check_rest) do
  answers[#answers + 1], at = '', at + 44
end
return answers
`);

/** Chunks that one call looks through at most, so that a long list of ended grants does not keep others waiting. */
const CHUNKS_MAX = 32;

/**
 * KEYS meta; ARGV list ('o' or 'g'), account, the first position in question, limit. Returns the head; the position
 * to go on from, '' at the end; then position, value and, for a public grant in an owner's list, the grantee's side.
 */
export const LIST = script(`${HEAD}
local answers = {head(), ''}
local list, account, from, limit = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local found = 0
local function add(position, value)
  if found == limit then
    answers[2] = tostring(position)
    return false
  end
  local back = ''
  if list == 'o' and (#value == 21 or #value == 25) then
    local chunk, field = slot('g', string.sub(value, 1, 20), string.sub(value, 21))
    back = redis.call('HGET', chunk, field) or ''
  end
  found = found + 1
  local at = #answers
  answers[at + 1], answers[at + 2], answers[at + 3] = tostring(position), value, back
  return true
end
local home = list_home(list, account)
for position = from, ${SHARED_POSITIONS - 1} do
  local value = redis.call('HGET', home, account .. string.char(position))
  if value and not add(position, value) then return answers end
end
local counter = redis.call('HGET', home, account .. 'n')
local last = counter and next_of(counter) or 0
from = math.max(from, ${SHARED_POSITIONS})
for chunk = math.floor(from / ${CHUNK_POSITIONS}), math.floor((last - 1) / ${CHUNK_POSITIONS}) do
  local first = chunk * ${CHUNK_POSITIONS}
  if first >= (math.floor(from / ${CHUNK_POSITIONS}) + ${CHUNKS_MAX}) * ${CHUNK_POSITIONS} then
    answers[2] = tostring(first)
    return answers
  end
  local key = prefix .. list .. account .. chunk
  for position = math.max(from, first), math.min(last, first + ${CHUNK_POSITIONS}) - 1 do
    local value = redis.call('HGET', key, string.char(position - first))
    if value and not add(position, value) then return answers end
  end
end
return answers
`);

export type StoredMeta = Readonly<Record<(typeof META_FIELDS)[number], string | null>>;

/** What every answer begins with. */
export interface Head {
  /** Unix milliseconds by the Redis server's clock. */
  readonly nowMs: number;
  /** The running server; "" where it does not say. */
  readonly serverRun: string;
  readonly meta: StoredMeta;
}

export function parseHead(reply: Reply | undefined): Head {
  const [seconds, micros, serverRun, meta] = replyList(reply);
  const values = replyList(meta).map(replyText);
  const fields = META_FIELDS.map((field, n) => [field, values[n] ?? null] as const);
  return {
    nowMs: Number(replyText(seconds)) * 1_000 + Number(replyText(micros)) / 1_000,
    serverRun: replyText(serverRun) ?? "",
    meta: storedMetaSchema.parse(Object.fromEntries(fields)),
  };
}
