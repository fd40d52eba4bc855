import { ADDRESSING, GROWING, POSITIONS } from "./addressing.ts";
import { CHANGE_ENTRIES } from "./change-entries.ts";
import { NOW_MS, REFUSE_UNLESS_HELD } from "./lua.ts";
import { script } from "./run-script.ts";

/** Reads what encodeChanges wrote, from front to back, and makes each change. */
const MAKE_CHANGES = `
local function make_changes(bytes)
  local at = 1
  local function take(length)
    at = at + length
    return string.sub(bytes, at - length, at - 1)
  end
  local function counted() return take(string.byte(take(1))) end
  while at <= #bytes do
    local letter, owner = take(1), take(20)
    if letter == 'g' then
      local key, grantee, share = take(24), take(20), take(32)
      put(owner, key, counted(), grantee, share, '')
    elseif letter == 's' then
      local key, handle = take(24), take(32)
      put(owner, key, counted(), '', '', handle)
    elseif letter == 'd' then
      drop(owner, take(24))
    else
      local epoch = counted()
      if epoch == '' then redis.call('HDEL', prefix .. 'x', owner) else redis.call('HSET', prefix .. 'x', owner, epoch) end
    end
  end
end
`;

/** Undo records and the transactions of their blocks come and go together. */
const KEEP_UNDO = `
local function each_hash(bytes, what)
  for at = 1, #bytes, 32 do what(string.sub(bytes, at, at + 31)) end
end
local function forget_block(number)
  local record = redis.call('HGET', prefix .. 'u', number)
  if not record then return end
  redis.call('HDEL', prefix .. 'u', number)
  for _, hash in ipairs(cjson.decode(record).transactions) do
    redis.call('HDEL', prefix .. 't', (string.gsub(string.sub(hash, 3), '%x%x', function(hex)
      return string.char(tonumber(hex, 16))
    end)))
  end
end
local function keep_undo(set, record, drop_number, transactions)
  if drop_number == '*' then
    redis.call('DEL', prefix .. 'u', prefix .. 't')
  else
    forget_block(drop_number)
  end
  if set == '' then return end
  redis.call('HSET', prefix .. 'u', set, record)
  each_hash(transactions, function(hash) redis.call('HSET', prefix .. 't', hash, set) end)
end
`;

/**
 * KEYS meta; ARGV generation, writer, hash; the new number, hash, time, confirmed, seq, digest, phase ('' to keep it);
 * the block whose undo record to set ('' for none) and the record; the block whose record to drop ('*' for all); the
 * changes and the transactions' hashes, each in bytes.
 *
 * Returns 1; 0 where the index is not as the writer left it, and nothing was changed; 2 where the index was found
 * damaged: then its checkpoint is gone, so that nobody decides by it and its writer builds it anew.
 *
 * The first write may fail, by a server that is full or read-only, and then nothing has changed. Of those after it
 * only damage lets one fail.
 */
export const COMMIT =
  script(`${NOW_MS}${REFUSE_UNLESS_HELD}${ADDRESSING}${POSITIONS}${GROWING}${CHANGE_ENTRIES}${MAKE_CHANGES}${KEEP_UNDO}
redis.call('HSET', KEYS[1], 'number', ARGV[4], 'hash', ARGV[5], 'time', ARGV[6], 'confirmed', ARGV[7],
  'seq', ARGV[8], 'digest', ARGV[9], 'activeAtMs', now_ms())
local changed = pcall(function()
  local size = redis.call('HMGET', KEYS[1], 'entries', 'buckets')
  entries = tonumber(size[1])
  open_generation(ARGV[1], tonumber(size[2]))
  if redis.call('HEXISTS', prefix .. 'x', '') == 0 then sound = false end
  make_changes(ARGV[14])
  keep_counters()
  grow(entries)
  redis.call('HSET', KEYS[1], 'entries', entries, 'buckets', buckets)
  keep_undo(ARGV[11], ARGV[12], ARGV[13], ARGV[15])
end)
if not (changed and sound) then
  redis.call('HSET', KEYS[1], 'fault', 'the index was found damaged')
  redis.call('HDEL', KEYS[1], 'hash')
  return 2
end
if ARGV[10] ~= '' then redis.call('HSET', KEYS[1], 'phase', ARGV[10]) end
return 1
`);
