import { ADDRESSING, POSITIONS } from "./addressing.ts";
import { IS_HASH, NOW_MS, REFUSE_UNLESS_HELD, SERVER_RUN } from "./lua.ts";
import { script } from "./run-script.ts";

// Each compares before its first write, and cannot fail after it: Redis does not roll a script back.

/**
 * KEYS meta; ARGV writer, schema, chain id, contract. Returns all of meta, empty where there is no index. A meta of
 * another type is deleted; one of another chain or contract or of a later schema is left to whose it is.
 */
export const TAKE = script(`${NOW_MS}${IS_HASH}
if not is_hash() then redis.call('DEL', KEYS[1]) end
local held = redis.call('HMGET', KEYS[1], 'generation', 'schema', 'chainId', 'contract')
if not held[1] then return {} end
local foreign = (held[3] and held[3] ~= ARGV[3]) or (held[4] and held[4] ~= ARGV[4])
  or (tonumber(held[2]) or 0) > tonumber(ARGV[2])
if foreign then return redis.call('HGETALL', KEYS[1]) end
redis.call('HSET', KEYS[1], 'writer', ARGV[1], 'activeAtMs', now_ms())
return redis.call('HGETALL', KEYS[1])
`);

/** KEYS meta; ARGV writer, idleMs. Returns 1 where the writer may take the index. */
export const MAY_TAKE = script(`${NOW_MS}${IS_HASH}
if not is_hash() then return 1 end
local held = redis.call('HMGET', KEYS[1], 'generation', 'writer', 'activeAtMs')
if not held[1] or held[2] == ARGV[1] then return 1 end
-- Either way: after the clock stepped back, a writer that lives has soon written the present time.
if math.abs(now_ms() - (tonumber(held[3]) or 0)) > tonumber(ARGV[2]) then return 1 end
return 0
`);

/** KEYS meta; ARGV writer. Lets another process take the index at once. */
export const RELEASE = script(`${IS_HASH}
if is_hash() and redis.call('HGET', KEYS[1], 'writer') == ARGV[1] then redis.call('HSET', KEYS[1], 'activeAtMs', 0) end
return 1
`);

/** KEYS meta; ARGV the generation to replace ('' for none), the new one, then fields and values of the new meta. */
export const BEGIN = script(`${NOW_MS}
if (redis.call('HGET', KEYS[1], 'generation') or '') ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'activeAtMs', now_ms(), unpack(ARGV, 3))
redis.call('HSET', KEYS[1] .. ':' .. ARGV[2] .. ':x', '', '1')
return 1
`);

/** KEYS meta; ARGV the generation to keep, then keys below meta. Returns 0 where it is not the present one any more. */
export const DROP = script(`
if redis.call('HGET', KEYS[1], 'generation') ~= ARGV[1] then return 0 end
local kept = KEYS[1] .. ':' .. ARGV[1] .. ':'
for at = 2, #ARGV do
  if string.sub(ARGV[at], 1, #kept) ~= kept then redis.call('UNLINK', ARGV[at]) end
end
return 1
`);

/**
 * KEYS meta; ARGV generation, writer, hash; entry key and owner (44 bytes) for each entry in question; owner
 * (20 bytes) for each epoch. Returns 0 where the index is not at that block, else the epochs and then, for each entry,
 * nothing or: a byte for its length, the entry, a byte for the length of what lists it, that, and the grantee's side.
 */
export const READ_TOUCHED = script(`${REFUSE_UNLESS_HELD}${ADDRESSING}${POSITIONS}
open_generation(ARGV[1], tonumber(redis.call('HGET', KEYS[1], 'buckets')))
local answers = {}
for at = 1, #ARGV[5], 20 do
  local owner = string.sub(ARGV[5], at, at + 19)
  answers[#answers + 1] = redis.call('HGET', prefix .. 'x', owner)
end
local function listed_as(owner, stored)
  local position = first_position(stored)
  if not position then return '', '' end
  local chunk, field = slot('o', owner, position)
  local listed = redis.call('HGET', chunk, field) or ''
  if #listed ~= 21 and #listed ~= 25 then return listed, '' end
  chunk, field = slot('g', string.sub(listed, 1, 20), string.sub(listed, 21))
  return listed, redis.call('HGET', chunk, field) or ''
end
for at = 1, #ARGV[4], 44 do
  local key = string.sub(ARGV[4], at, at + 23)
  local stored = redis.call('HGET', entry_home(key), key)
  if stored and #stored > 255 then stored = '' end
  if stored then
    local listed, back = listed_as(string.sub(ARGV[4], at + 24, at + 43), stored)
    stored = string.char(#stored) .. stored .. string.char(#listed) .. listed .. back
  end
  answers[#answers + 1] = stored
end
return answers
`);

/**
 * KEYS meta; ARGV generation, writer, hash, ageMs, confirmed. Returns 1, 0, 2 where the epochs were lost, or the
 * server's eviction policy where it has one: an index that may lose keys decides nothing.
 */
export const MARK_AT_HEAD = script(`${NOW_MS}${SERVER_RUN}${REFUSE_UNLESS_HELD}
local now = now_ms()
local policy = string.match(redis.call('INFO', 'memory'), 'maxmemory_policy:([%w-]+)') or 'noeviction'
if policy ~= 'noeviction' then return policy end
if redis.call('HEXISTS', KEYS[1] .. ':' .. ARGV[1] .. ':x', '') == 0 then return 2 end
redis.call('HSET', KEYS[1], 'phase', 'live', 'fault', '', 'confirmed', ARGV[5], 'syncedAtMs', now - tonumber(ARGV[4]),
  'syncedBy', server_run(), 'activeAtMs', now)
return 1
`);

/** KEYS meta; ARGV writer, reason. Where there is no index yet, its reader gets to see the reason all the same. */
export const MARK_FAULT = script(`
local held = redis.call('HMGET', KEYS[1], 'generation', 'writer')
if held[1] and held[2] ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'fault', ARGV[2])
return 1
`);
