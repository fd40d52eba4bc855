import { randomBytes } from "node:crypto";
import { ProblemError } from "@idos/protocol";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { FactSubject, FactVersion, FactVersions } from "../facts/fact-versions.ts";
import { BEGIN, MARK, SETTLE } from "./fact-version-scripts.ts";

/** Longer than any fact is remembered and any mark stays: a key that is gone is made anew, with another version. */
const KEY_SECONDS = 3_600;
/** Longer than any write takes. A mark that is older is of a process that ended meanwhile. */
const MARK_SECONDS_MAX = 300;
const RANDOM_BYTES = 16;

const answerSchema = z.array(z.string().nullable());

const random = (): string => randomBytes(RANDOM_BYTES).toString("base64url");

/**
 * `<prefix>version:<subject>`: a random version and, for each change that is under way, a mark and the second of Redis'
 * clock at which it was made. Randomness makes a version that was lost differ from all that come after it.
 */
export function redisFactVersions(
  redis: Redis,
  prefix: string,
  onFailure: (error: unknown) => void,
): FactVersions {
  // Where Redis starts again it may know less than it answered before, so no version outlives the connection it came by.
  let connection = 0;
  redis.on("close", () => (connection += 1));
  const keysOf = (subjects: readonly FactSubject[]): string[] =>
    subjects.map((subject) => `${prefix}version:${subject}`);
  const run = (script: string, subjects: readonly FactSubject[], args: readonly (string | number)[]) =>
    redis.eval(script, subjects.length, ...keysOf(subjects), ...args);
  /** What the answer says, unless its connection was lost meanwhile. */
  async function settled(ask: () => Promise<readonly (string | null)[]>): Promise<readonly FactVersion[]> {
    const asked = connection;
    const values = await ask();
    const isKnown = (value: string | null): value is string =>
      asked === connection && value !== null && !value.includes(" ");
    return values.map((value) => (isKnown(value) ? `${asked} ${value}` : undefined));
  }

  return {
    now: (subjects) => settled(() => redis.mget(keysOf(subjects))),

    begin: (subjects) =>
      settled(async () => {
        const answer = await run(BEGIN, subjects, [random(), KEY_SECONDS, MARK_SECONDS_MAX]);
        return answerSchema.parse(answer);
      }),

    async during(subjects, write) {
      const mark = random();
      await run(MARK, subjects, [random(), KEY_SECONDS, mark]);
      const settle = async (): Promise<void> => {
        // The mark that stays tells the same, only that it costs more.
        await run(SETTLE, subjects, [random(), KEY_SECONDS, mark]).catch(onFailure);
      };
      try {
        const outcome = await write();
        await settle();
        return outcome;
      } catch (error) {
        // Any other failure may be of a change that the database makes all the same, and a while from now.
        if (error instanceof ProblemError) await settle();
        throw error;
      }
    },
  };
}
