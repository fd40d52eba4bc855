import { SHARED_POSITIONS } from "./keys.ts";

/**
 * Lua: the changes of a commit, and the lists that follow from them. Needs ADDRESSING and POSITIONS.
 *
 * put(owner, key, packed, grantee, share, handle): the entry as it is from now on. Where grantee and share are known
 * they are not '', else the handle stands in the owner's list.
 * drop(owner, key): there is none any more.
 *
 * `entries` counts them; `sound` is false once something was not as an index has it. Redis does not roll a script
 * back, so a damaged index is changed as well as it can be, and reported.
 */
export const CHANGE_ENTRIES = `
local entries, sound = 0, true
local function allocate(list, account, value)
  local home = list_home(list, account)
  local counter = redis.call('HGET', home, account .. 'n')
  local number = ${SHARED_POSITIONS}
  if not counter then
    for position = 0, ${SHARED_POSITIONS - 1} do
      local bytes = string.char(position)
      if redis.call('HSETNX', home, account .. bytes, value) == 1 then return bytes end
    end
  else
    number = next_of(counter)
    if not number then sound, number = false, ${SHARED_POSITIONS} end
  end
  redis.call('HSET', home, account .. 'n', struct.pack('>I4I4', number + 1, 4294967294 - number))
  local bytes = position_bytes(number)
  local chunk, field = slot(list, account, bytes)
  redis.call('HSET', chunk, field, value)
  return bytes
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
