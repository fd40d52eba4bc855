import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import { CorruptIndexError } from "../errors.ts";
import { explainServerError } from "./server-errors.ts";

export interface Script {
  readonly source: string;
  readonly sha1: string;
}

export function script(source: string): Script {
  return { source, sha1: createHash("sha1").update(source).digest("hex") };
}

export type ScriptArgument = string | number | Buffer;

/** A reply in bytes: what Redis answers, its integers as numbers. */
export type Reply = Buffer | number | null | readonly Reply[];

const replySchema: z.ZodType<Reply> = z.custom<Reply>(isReply, "a reply of another form");

function isReply(value: unknown): value is Reply {
  if (value === null || typeof value === "number" || Buffer.isBuffer(value)) return true;
  return Array.isArray(value) && value.every(isReply);
}

/**
 * Runs a Lua script, which Redis executes as one atomic step; sends its text only if Redis does not have it, which
 * takes it behind what was sent in the meantime. Rejects with CorruptIndexError where the keys hold what no index
 * writes, and with StoreUnfitError where the server is not fit.
 */
export async function runScript(
  redis: Redis,
  { source, sha1 }: Script,
  key: string,
  args: readonly ScriptArgument[],
): Promise<Reply> {
  // An array: as arguments of a call, many changes overflow the stack.
  const rest = [1, key, ...args];
  try {
    const answer = await redis.callBuffer("EVALSHA", [sha1, ...rest]).catch((error: unknown) => {
      if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) throw error;
      return redis.callBuffer("EVAL", [source, ...rest]);
    });
    return replySchema.parse(answer);
  } catch (error) {
    throw explainServerError(error);
  }
}

/** So that scripts find themselves on the server, and run in the order in which they are called. */
export async function loadScripts(redis: Redis, scripts: readonly Script[]): Promise<void> {
  try {
    await Promise.all(scripts.map(({ source }) => redis.script("LOAD", source)));
  } catch (error) {
    throw explainServerError(error);
  }
}

export function replyText(reply: Reply | undefined): string | null {
  return Buffer.isBuffer(reply) ? reply.toString("utf8") : null;
}

export function replyBytes(reply: Reply | undefined): Buffer | undefined {
  return Buffer.isBuffer(reply) ? reply : undefined;
}

/** Throws CorruptIndexError where the script answers with anything but a list. */
export function replyList(reply: Reply | undefined): readonly Reply[] {
  if (reply === undefined || reply === null || typeof reply === "number" || Buffer.isBuffer(reply))
    throw new CorruptIndexError("a script answers in another form");
  return reply;
}
