/** Lua: the Redis server's time, so that processes with different clocks agree on freshness. */
export const NOW_MS = `
local function now_ms()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
`;

/** Lua: whether meta is of the type that an index has. */
export const IS_HASH = `
local function is_hash()
  return redis.call('TYPE', KEYS[1]).ok == 'hash'
end
`;

/** Lua: ends a script whose ARGV begins with generation, writer and block hash unless meta holds just these. */
export const REFUSE_UNLESS_HELD = `
local held = redis.call('HMGET', KEYS[1], 'generation', 'writer', 'hash')
if held[1] ~= ARGV[1] or held[2] ~= ARGV[2] or held[3] ~= ARGV[3] then return 0 end
`;

/**
 * Lua: `server_run()` names the running Redis process, '' where the server does not say. What was seen equal to the
 * chain's head says nothing of what the next process loads: its dump may be older, and hold what was revoked since.
 */
export const SERVER_RUN = `
local function server_run()
  return string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') or ''
end
`;
