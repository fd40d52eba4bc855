/** A value is a version and the marks of changes under way, `<version>( <mark>@<seconds>)*`. ARGV: a new version, the key's time to live, … */

/** … the age of a mark that is nobody's any more. Answers with the values. */
export const BEGIN = `
local oldest = tonumber(redis.call("TIME")[1]) - tonumber(ARGV[3])
local answer = {}
for at, key in ipairs(KEYS) do
  local value = redis.call("GET", key)
  if not value then
    value = ARGV[1]
    redis.call("SET", key, value, "EX", ARGV[2])
  elseif string.find(value, " ", 1, true) then
    local kept, dropped = "", false
    for mark, seconds in string.gmatch(value, " ([^ @]+)@(%d+)") do
      if tonumber(seconds) < oldest then dropped = true else kept = kept .. " " .. mark .. "@" .. seconds end
    end
    if dropped then
      value = ARGV[1] .. kept
      redis.call("SET", key, value, "EX", ARGV[2])
    end
  end
  answer[at] = value
end
return answer`;

/** … the mark of a change that begins. */
export const MARK = `
local seconds = redis.call("TIME")[1]
for _, key in ipairs(KEYS) do
  local value = redis.call("GET", key) or ARGV[1]
  redis.call("SET", key, value .. " " .. ARGV[3] .. "@" .. seconds, "EX", ARGV[2])
end`;

/** … the mark of a change that is over. Other changes stay under way. */
export const SETTLE = `
for _, key in ipairs(KEYS) do
  local kept = ""
  for mark, seconds in string.gmatch(redis.call("GET", key) or "", " ([^ @]+)@(%d+)") do
    if mark ~= ARGV[3] then kept = kept .. " " .. mark .. "@" .. seconds end
  end
  redis.call("SET", key, ARGV[1] .. kept, "EX", ARGV[2])
end`;
