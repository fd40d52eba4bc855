import type { RedisConnection } from "../../src/redis/connect.ts";
import { z } from "zod";

/** Keys and what they held, in turn, at one moment. */
export type RedisDump = readonly Buffer[];

const DUMP = `
local dump = {}
for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
  dump[#dump + 1] = key
  dump[#dump + 1] = redis.call('DUMP', key)
end
return dump
`;

/** What the index was seen equal to says nothing of another run of the server. */
const RESTORE = `
for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end
for at = 3, #ARGV, 2 do redis.call('RESTORE', ARGV[at], 0, ARGV[at + 1]) end
if redis.call('EXISTS', ARGV[2]) == 1 then redis.call('HSET', ARGV[2], 'syncedBy', 'another run') end
`;

const dumpSchema = z.array(z.instanceof(Buffer));

export async function dumpKeys(redis: RedisConnection, prefix: string): Promise<RedisDump> {
  return dumpSchema.parse(await redis.callBuffer("EVAL", DUMP, 0, `${prefix}*`));
}

/** All at once, as another run of the server shows what it loaded. An empty dump deletes everything. */
export async function restoreKeys(
  redis: RedisConnection,
  prefix: string,
  metaKey: string,
  dump: RedisDump,
): Promise<void> {
  await redis.callBuffer("EVAL", RESTORE, 0, `${prefix}*`, metaKey, ...dump);
}
