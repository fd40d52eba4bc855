import { randomInt } from "node:crypto";
import { type Challenge, LIMITS, TIMES } from "@idos/protocol";
import type { Parts } from "./parts.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

export const challengeCode = (nonce: string): string => `challenge:${nonce}`;

/** A nonce to sign, good for one sign-in within its time. */
export async function createChallenge({ codes, nowSeconds }: Parts): Promise<Challenge> {
  const draw = (): string => ALPHABET.charAt(randomInt(ALPHABET.length));
  const nonce = Array.from({ length: LIMITS.nonceCharacters }, draw).join("");
  await codes.issue(challengeCode(nonce), TIMES.challengeTtlSeconds);
  return { nonce, expiresAt: nowSeconds() + TIMES.challengeTtlSeconds };
}
