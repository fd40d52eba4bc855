import { z } from "zod";

/** What a worker is told to try: a file's altered text, or nothing, for the contract as it is. */
export const trial = z.strictObject({ file: z.string(), content: z.string() }).partial();
export type Trial = z.infer<typeof trial>;

export const verdict = z.discriminatedUnion("outcome", [
  /** A test failed. */
  z.strictObject({ outcome: z.literal("killed"), by: z.string() }),
  /** Not valid Solidity, so nobody can deploy it. */
  z.strictObject({ outcome: z.literal("refused") }),
  /** No test failed, and the optimizer makes the same code of it. */
  z.strictObject({ outcome: z.literal("same") }),
  z.strictObject({ outcome: z.literal("survived") }),
]);
export type Verdict = z.infer<typeof verdict>;
