/**
 * Lua: `server_run()` names the running Redis process, '' where the server does not say. What was seen equal to the
 * chain's head says nothing of what the next process loads: its dump may be older, and hold what was revoked since.
 */
export const SERVER_RUN = `
local function server_run()
  return string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') or ''
end
`;
