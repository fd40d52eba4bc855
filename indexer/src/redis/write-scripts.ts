import { script } from "./run-script.ts";
import { SERVER_RUN } from "./server-run.ts";

// Each compares before its first write, and cannot fail after it: Redis does not roll a script back.
// Times are the Redis server's, so that processes with different clocks agree on freshness.

const NOW_MS = `
local function now_ms()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
`;

const IS_HASH = `
local function is_hash()
  return redis.call('TYPE', KEYS[1]).ok == 'hash'
end
`;

const REFUSE_UNLESS_HELD = `
local held = redis.call('HMGET', KEYS[1], 'generation', 'writer', 'hash')
if held[1] ~= ARGV[1] or held[2] ~= ARGV[2] or held[3] ~= ARGV[3] then return 0 end
`;

/** KEYS meta; ARGV writer. Returns all of meta, empty where there is no index. A meta of another type is deleted. */
export const TAKE = script(`${NOW_MS}${IS_HASH}
if not is_hash() then redis.call('DEL', KEYS[1]) end
if redis.call('HEXISTS', KEYS[1], 'generation') == 0 then return {} end
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

/** KEYS meta; ARGV the generation to replace ('' for none), then the fields and values of the new meta. */
export const BEGIN = script(`${NOW_MS}
if (redis.call('HGET', KEYS[1], 'generation') or '') ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'activeAtMs', now_ms(), unpack(ARGV, 2))
return 1
`);

/**
 * KEYS meta, undo, then for each change the owner's and the grantee's.
 * ARGV generation, writer, hash; the new number, hash, time, seq, digest, phase ('' to keep it); the undo field to
 * set ('' for none) and its value; the undo field to drop ('*' for all); then for each change the owner's field, its
 * value ('' to delete), the grantee's member ('' for none) and whether that is listed ('1') or not ('').
 */
export const COMMIT = script(`${NOW_MS}${REFUSE_UNLESS_HELD}
redis.call('HSET', KEYS[1], 'number', ARGV[4], 'hash', ARGV[5], 'time', ARGV[6], 'seq', ARGV[7], 'digest', ARGV[8],
  'activeAtMs', now_ms())
if ARGV[9] ~= '' then redis.call('HSET', KEYS[1], 'phase', ARGV[9]) end
if ARGV[12] == '*' then redis.call('DEL', KEYS[2]) else redis.call('HDEL', KEYS[2], ARGV[12]) end
if ARGV[10] ~= '' then redis.call('HSET', KEYS[2], ARGV[10], ARGV[11]) end
local key = 3
for at = 13, #ARGV, 4 do
  local field, value, member, listed = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
  if value == '' then redis.call('HDEL', KEYS[key], field) else redis.call('HSET', KEYS[key], field, value) end
  if member ~= '' then
    if listed == '1' then redis.call('ZADD', KEYS[key + 1], 0, member) else redis.call('ZREM', KEYS[key + 1], member) end
  end
  key = key + 2
end
return 1
`);

/** KEYS meta; ARGV generation, writer, hash, ageMs. */
export const MARK_AT_HEAD = script(`${NOW_MS}${SERVER_RUN}${REFUSE_UNLESS_HELD}
local now = now_ms()
redis.call('HSET', KEYS[1], 'phase', 'live', 'fault', '', 'syncedAtMs', now - tonumber(ARGV[4]), 'syncedBy',
  server_run(), 'activeAtMs', now)
return 1
`);

/** KEYS meta; ARGV writer, reason. Where there is no index yet, its reader gets to see the reason all the same. */
export const MARK_FAULT = script(`
local held = redis.call('HMGET', KEYS[1], 'generation', 'writer')
if held[1] and held[2] ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'fault', ARGV[2])
return 1
`);
