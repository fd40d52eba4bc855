import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { corruptIfWrongType } from "./wrong-type.ts";

export interface Script {
  readonly source: string;
  readonly sha1: string;
}

export function script(source: string): Script {
  return { source, sha1: createHash("sha1").update(source).digest("hex") };
}

/**
 * Runs a Lua script, which Redis executes as one atomic step; sends its text only if Redis does not have it. Rejects
 * with CorruptIndexError where a key is of another type than the index writes.
 */
export async function runScript(
  redis: Redis,
  { source, sha1 }: Script,
  keys: readonly string[],
  args: readonly (string | number)[],
): Promise<unknown> {
  // An array: as arguments of a call, the changes of a dense range overflow the stack.
  const rest = [keys.length, ...keys, ...args];
  try {
    return await redis.call("EVALSHA", [sha1, ...rest]).catch((error: unknown) => {
      if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) throw error;
      return redis.call("EVAL", [source, ...rest]);
    });
  } catch (error) {
    throw corruptIfWrongType(error);
  }
}
