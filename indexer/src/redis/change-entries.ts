import { SHARED_POSITIONS } from "./keys.ts";

/**
 * Lua: the changes of a commit, and the lists that follow from them. Needs ADDRESSING and POSITIONS.
 *
 * put(owner, key, packed, grantee, share, handle): the entry as it is from now on. Where grantee and share are known
 * they are not '', else the handle stands in the owner's list.
 * drop(owner, key): there is none any more.
 *
 * keep_counters(): to be called when all changes are made.
 *
 * `entries` counts them; `sound` is false once something was not as an index has it. Redis does not roll a script
 * back, so a damaged index is changed as well as it can be, and reported.
 */
export const CHANGE_ENTRIES = `
local entries, sound = 0, true
local next_positions = {}
local function first_free(home, account)
  local counter = redis.call('HGET', home, account .. 'n')
  if not counter then return 0 end
  local number = next_of(counter)
  if not number then sound = false end
  return number or ${SHARED_POSITIONS}
end
local function allocate(list, account, value)
  local home, id = list_home(list, account), list .. account
  local number = next_positions[id] or first_free(home, account)
  while number < ${SHARED_POSITIONS} do
    local bytes = string.char(number)
    number = number + 1
    if redis.call('HSETNX', home, account .. bytes, value) == 1 then
      next_positions[id] = number
      return bytes
    end
  end
  next_positions[id] = number + 1
  local bytes = position_bytes(number)
  local chunk, field = slot(list, account, bytes)
  redis.call('HSET', chunk, field, value)
  return bytes
end
local function keep_counters()
  for id, number in pairs(next_positions) do
    local account = string.sub(id, 2)
    if number > ${SHARED_POSITIONS} then
      local counter = struct.pack('>I4I4', number, 4294967295 - number)
      redis.call('HSET', list_home(string.sub(id, 1, 1), account), account .. 'n', counter)
    end
  end
end
local function unlist_grantee(listed)
  if #listed == 32 then return end
  if #listed ~= 21 and #listed ~= 25 then sound = false return end
  local chunk, field = slot('g', string.sub(listed, 1, 20), string.sub(listed, 21))
  if redis.call('HDEL', chunk, field) == 0 then sound = false end
end
local function list_grantee(owner, grantee, share, handle)
  if grantee == '' then return handle end
  return grantee .. allocate('g', grantee, owner .. share)
end
local function put(owner, key, packed, grantee, share, handle)
  local home = entry_home(key)
  local stored = redis.call('HGET', home, key)
  if not stored then
    local position = allocate('o', owner, list_grantee(owner, grantee, share, handle))
    redis.call('HSET', home, key, position .. packed)
    entries = entries + 1
    return
  end
  local position = first_position(stored)
  if not position then sound = false return end
  redis.call('HSET', home, key, position .. packed)
  local chunk, field = slot('o', owner, position)
  local listed = redis.call('HGET', chunk, field)
  if not listed then
    sound = false
  elseif (#listed == 32) ~= (grantee == '') then
    unlist_grantee(listed)
    redis.call('HSET', chunk, field, list_grantee(owner, grantee, share, handle))
  end
end
local function drop(owner, key)
  local home = entry_home(key)
  local stored = redis.call('HGET', home, key)
  if not stored then sound = false return end
  redis.call('HDEL', home, key)
  entries = entries - 1
  local position = first_position(stored)
  if not position then sound = false return end
  local chunk, field = slot('o', owner, position)
  local listed = redis.call('HGET', chunk, field)
  if not listed then sound = false return end
  redis.call('HDEL', chunk, field)
  unlist_grantee(listed)
end
`;
