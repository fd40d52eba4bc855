import { randomInt } from "node:crypto";
import { type Challenge, TIMES } from "@idos/protocol";
import type { Parts } from "./parts.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** 62^22 is a little more than 2^130. */
const NONCE_CHARACTERS = 22;

export const challengeCode = (nonce: string): string => `challenge:${nonce}`;

/** A nonce to sign, good for one sign-in within its time. */
export async function createChallenge({ codes, nowSeconds }: Parts): Promise<Challenge> {
  const draw = (): string => ALPHABET.charAt(randomInt(ALPHABET.length));
  const nonce = Array.from({ length: NONCE_CHARACTERS }, draw).join("");
  await codes.issue(challengeCode(nonce), TIMES.challengeTtlSeconds);
  return { nonce, expiresAt: nowSeconds() + TIMES.challengeTtlSeconds };
}
