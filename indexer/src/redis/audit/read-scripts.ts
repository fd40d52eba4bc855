import { ADDRESSING, POSITIONS } from "../addressing.ts";
import { CHUNK_POSITIONS, SHARED_POSITIONS } from "../keys.ts";
import { script } from "../run-script.ts";

/**
 * Lua: `head()`: all fields and values of meta, in turn; opens the generation. What is read after it is of that very
 * checkpoint, since a script is one atomic step.
 */
const HEAD = `${ADDRESSING}${POSITIONS}
local function head()
  local meta = redis.call('HMGET', KEYS[1], 'generation', 'buckets')
  open_generation(meta[1] or '', tonumber(meta[2]) or 1)
  return redis.call('HGETALL', KEYS[1])
end
`;

/**
 * Lua: linked(list, key, field, value): what a public grant's place in an owner's list points to in the grantee's.
 * is_home(key, field): whether a field of that name belongs under this key of the generation (without its prefix).
 */
const PLACES = `
local function linked(value)
  if #value ~= 21 and #value ~= 25 then return '' end
  local chunk, field = slot('g', string.sub(value, 1, 20), string.sub(value, 21))
  return redis.call('HGET', chunk, field) or ''
end
local function is_home(key, field)
  local list = string.sub(key, 1, 1)
  if list == 'x' then return key == 'x' end
  if list == 'e' then return #field == 24 and entry_home(field) == prefix .. key end
  if #key < 22 then return #field == 21 and list_home(list, string.sub(field, 1, 20)) == prefix .. key end
  local number = tonumber(string.sub(key, 22)) * ${CHUNK_POSITIONS} + string.byte(field)
  local chunk, slot_field = slot(list, string.sub(key, 2, 21), position_bytes(number))
  return number >= ${SHARED_POSITIONS} and chunk == prefix .. key and slot_field == field
end
`;

/**
 * KEYS meta; ARGV keys of entries or lists, without the generation's prefix. Returns meta, then for each key a list:
 * for each field the field, its value, '1' where the field belongs there, and what an owner's place points to.
 */
export const READ_PAGE = script(`${HEAD}${PLACES}
local answers = {head()}
for at = 1, #ARGV do
  local key, items = ARGV[at], {}
  local flat = redis.pcall('HGETALL', prefix .. key)
  if flat.err then flat = {} end
  for n = 1, #flat, 2 do
    local ok, home = pcall(is_home, key, flat[n])
    local back = ''
    if string.sub(key, 1, 1) == 'o' then
      local found, value = pcall(linked, flat[n + 1])
      back = found and value or ''
    end
    items[#items + 1] = flat[n]
    items[#items + 1] = flat[n + 1]
    items[#items + 1] = (ok and home) and '1' or ''
    items[#items + 1] = back
  end
  answers[#answers + 1] = items
end
return answers
`);

/**
 * KEYS meta; ARGV entry key and owner (44 bytes) for each grant. Returns meta, then for each grant five values, ''
 * where there is none: the entry; its place in the owner's list; the place that this points to in the grantee's; the
 * owner's counter and the grantee's, where the places lie beyond the shared ones.
 */
export const TRACE_GRANTS = script(`${HEAD}${PLACES}
local answers = {head()}
local function counter(list, account, position)
  if #position == 1 then return '' end
  return redis.call('HGET', list_home(list, account), account .. 'n') or ''
end
local function trace(key, owner)
  local stored = redis.call('HGET', entry_home(key), key)
  local position = stored and first_position(stored)
  if not position then return {stored or '', '', '', '', ''} end
  local chunk, field = slot('o', owner, position)
  local listed = redis.call('HGET', chunk, field) or ''
  local back, other = linked(listed), ''
  if back ~= '' then other = counter('g', string.sub(listed, 1, 20), string.sub(listed, 21)) end
  return {stored, listed, back, counter('o', owner, position), other}
end
for at = 1, #ARGV[1], 44 do
  local ok, values = pcall(trace, string.sub(ARGV[1], at, at + 23), string.sub(ARGV[1], at + 24, at + 43))
  if not ok then values = {'', '', '', '', ''} end
  for n = 1, 5 do answers[#answers + 1] = values[n] end
end
return answers
`);

/**
 * KEYS meta; ARGV owners (20 bytes each). Returns meta, then each one's epoch, '' where there is none, and last
 * whether the epochs are marked as there ('1').
 */
export const READ_EPOCHS = script(`${HEAD}
local answers = {head()}
for at = 1, #ARGV[1], 20 do
  local owner = string.sub(ARGV[1], at, at + 19)
  answers[#answers + 1] = redis.call('HGET', prefix .. 'x', owner) or ''
end
answers[#answers + 1] = redis.call('HGET', prefix .. 'x', '') or ''
return answers
`);

/** KEYS meta; ARGV 'u' or 't', then fields, or none for all of them. Returns meta, then fields and values in turn. */
export const READ_HASH = script(`${HEAD}
local first, key = head(), prefix .. ARGV[1]
if redis.call('TYPE', key).ok ~= 'hash' then return {first, {}} end
if #ARGV == 1 then return {first, redis.call('HGETALL', key)} end
local items = {}
for at = 2, #ARGV do
  items[#items + 1] = ARGV[at]
  items[#items + 1] = redis.call('HGET', key, ARGV[at]) or ''
end
return {first, items}
`);

/** KEYS meta; ARGV keys without the generation's prefix. Returns those of them that are of another type. */
export const FIND_WRONG_TYPES = script(`${HEAD}
head()
local wrong = {}
for at = 1, #ARGV do
  local type = redis.call('TYPE', prefix .. ARGV[at]).ok
  if type ~= 'hash' and type ~= 'none' then wrong[#wrong + 1] = ARGV[at] end
end
return wrong
`);

/** KEYS meta; ARGV 'u'. Returns meta, then the names of the fields. */
export const READ_FIELDS = script(`${HEAD}
local fields, names = head(), redis.pcall('HKEYS', prefix .. ARGV[1])
return {fields, names.err and {} or names}
`);
