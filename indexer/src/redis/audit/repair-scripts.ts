import { ADDRESSING, POSITIONS } from "../addressing.ts";
import { CHANGE_ENTRIES } from "../change-entries.ts";
import { CHUNK_POSITIONS, SHARED_POSITIONS } from "../keys.ts";
import { script } from "../run-script.ts";

/**
 * Lua: ends the script unless meta still stands where the difference was found. It changes no field that the index's
 * writer compares, so that the writer goes on undisturbed.
 */
const REFUSE_UNLESS_THERE = `${ADDRESSING}
local held = redis.call('HMGET', KEYS[1], 'generation', 'hash', 'buckets')
if held[1] ~= ARGV[1] or held[2] ~= ARGV[2] then return 0 end
open_generation(ARGV[1], tonumber(held[3]))
`;

/**
 * KEYS meta; ARGV generation, hash; owner, entry key, packed entry, grantee, share, handle; '1' to give the grant new
 * places in the lists. Its old ones are given up only where they are wholly its own.
 */
export const PUT_GRANT = script(`${REFUSE_UNLESS_THERE}${POSITIONS}${CHANGE_ENTRIES}
local owner, key, packed, grantee, share, handle = ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7], ARGV[8]
local function give_up(position)
  local chunk, field = slot('o', owner, position)
  local listed = redis.call('HGET', chunk, field)
  if listed == handle and handle ~= '' then redis.call('HDEL', chunk, field) return end
  if not listed or (#listed ~= 21 and #listed ~= 25) or string.sub(listed, 1, 20) ~= grantee then return end
  local other, place = slot('g', grantee, string.sub(listed, 21))
  if redis.call('HGET', other, place) ~= owner .. share then return end
  redis.call('HDEL', chunk, field)
  redis.call('HDEL', other, place)
end
if ARGV[9] == '1' then
  local stored = redis.call('HGET', entry_home(key), key)
  local position = stored and first_position(stored)
  if position then give_up(position) end
  if stored then redis.call('HDEL', entry_home(key), key) end
end
put(owner, key, packed, grantee, share, handle)
keep_counters()
return 1
`);

/** KEYS meta; ARGV generation, hash; key without prefix, field, and the value that is to go. */
export const DELETE_FIELD = script(`${REFUSE_UNLESS_THERE}
if redis.call('HGET', prefix .. ARGV[3], ARGV[4]) == ARGV[5] then redis.call('HDEL', prefix .. ARGV[3], ARGV[4]) end
return 1
`);

/** KEYS meta; ARGV generation, hash; key without prefix. */
export const DELETE_KEY = script(`${REFUSE_UNLESS_THERE}
redis.call('DEL', prefix .. ARGV[3])
return 1
`);

/** KEYS meta; ARGV generation, hash; owner, and her epoch or '' for none. */
export const SET_EPOCH = script(`${REFUSE_UNLESS_THERE}
if ARGV[4] == '' then redis.call('HDEL', prefix .. 'x', ARGV[3]) else redis.call('HSET', prefix .. 'x', ARGV[3], ARGV[4]) end
return 1
`);

/**
 * KEYS meta; ARGV generation, hash; 'o' or 'g', account, and the highest chunk that was seen of it, '' for none. The
 * counter becomes the place after the last one in use.
 */
export const SET_COUNTER = script(`${REFUSE_UNLESS_THERE}
local list, account, chunk = ARGV[3], ARGV[4], tonumber(ARGV[5])
local next_number = ${SHARED_POSITIONS}
if chunk then
  while redis.call('EXISTS', prefix .. list .. account .. (chunk + 1)) == 1 do chunk = chunk + 1 end
  for _, field in ipairs(redis.call('HKEYS', prefix .. list .. account .. chunk)) do
    next_number = math.max(next_number, chunk * ${CHUNK_POSITIONS} + string.byte(field) + 1)
  end
end
redis.call('HSET', list_home(list, account), account .. 'n', struct.pack('>I4I4', next_number, 4294967295 - next_number))
return 1
`);

/** KEYS meta; ARGV generation, hash; 'u', 't', 'x' or 'meta'; field, and its value or '' for none. */
export const SET_FIELD = script(`${REFUSE_UNLESS_THERE}
local key = ARGV[3] == 'meta' and KEYS[1] or prefix .. ARGV[3]
if ARGV[5] == '' then redis.call('HDEL', key, ARGV[4]) else redis.call('HSET', key, ARGV[4], ARGV[5]) end
return 1
`);
