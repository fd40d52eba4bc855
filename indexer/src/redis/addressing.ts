import { BUCKET_ENTRIES, CHUNK_POSITIONS, SHARED_POSITIONS } from "./keys.ts";

/**
 * Lua: where things are, once `open_generation(id, buckets)` has said in which generation, and how many buckets it has.
 *
 * bucket(hash): the number of the bucket, by linear hashing.
 * entry_home(key), list_home(list, account): keys of the shared hashes; `list` is 'o' or 'g'.
 * slot(list, account, position): key and field of a position, as bytes.
 */
export const ADDRESSING = `
local prefix, buckets, low
local function count_buckets(count)
  buckets, low = count, 1
  while low * 2 <= count do low = low * 2 end
end
local function open_generation(id, count)
  prefix = KEYS[1] .. ':' .. id .. ':'
  count_buckets(count)
end
local function bucket(hash)
  local number = hash % (low * 2)
  if number >= buckets then number = hash % low end
  return number
end
local function entry_home(key)
  return prefix .. 'e' .. bucket((struct.unpack('>I4', key)))
end
local function list_home(list, account)
  return prefix .. list .. bucket((struct.unpack('>I4', account, 17)))
end
local function slot(list, account, position)
  if #position == 1 then return list_home(list, account), account .. position end
  local number = struct.unpack('>I4', position, 2)
  return prefix .. list .. account .. math.floor(number / ${CHUNK_POSITIONS}), string.char(number % ${CHUNK_POSITIONS})
end
`;

/**
 * Lua: positions as bytes. first_position(value) gives those that a value begins with and where they end, nil where
 * the value is damaged. next_of(text) reads a list's counter, nil likewise.
 */
export const POSITIONS = `
local function position_bytes(number)
  if number < ${SHARED_POSITIONS} then return string.char(number) end
  return string.char(${SHARED_POSITIONS}) .. struct.pack('>I4', number)
end
local function first_position(value)
  local length = (string.byte(value) or 0) < ${SHARED_POSITIONS} and 1 or 5
  if #value < length then return nil end
  return string.sub(value, 1, length), length + 1
end
local function next_of(text)
  if #text ~= 8 then return nil end
  local number, complement = struct.unpack('>I4I4', text)
  if number + complement ~= 4294967295 then return nil end
  return number
end
`;

/**
 * Lua: grow(entries): splits buckets until there are enough for so many entries. A bucket that is split keeps about
 * half of its fields; the others belong to the new one.
 */
export const GROWING = `
local function in_pieces(command, key, items)
  for at = 1, #items, 1000 do
    redis.call(command, key, unpack(items, at, math.min(at + 999, #items)))
  end
end
local function split_list(list, hash_at, from, to, modulus)
  local moved, left, kept = {}, {}, prefix .. list .. from
  local fields = redis.call('HGETALL', kept)
  for at = 1, #fields, 2 do
    if struct.unpack('>I4', fields[at], hash_at) % modulus == to then
      moved[#moved + 1], moved[#moved + 2] = fields[at], fields[at + 1]
      left[#left + 1] = fields[at]
    end
  end
  in_pieces('HSET', prefix .. list .. to, moved)
  in_pieces('HDEL', kept, left)
end
local function grow(entries)
  while entries > buckets * ${BUCKET_ENTRIES} do
    split_list('e', 1, buckets - low, buckets, low * 2)
    split_list('o', 17, buckets - low, buckets, low * 2)
    split_list('g', 17, buckets - low, buckets, low * 2)
    count_buckets(buckets + 1)
  end
end
`;
