import * as z from "zod";
import { intentSchema } from "./intent.ts";
import { transactionStateSchema } from "./transaction-state.ts";

export const transactionSchema = z.strictObject({
  id: z.string().min(1).max(64),
  startedAtMs: z.int().nonnegative(),
  intent: intentSchema,
  state: transactionStateSchema,
  /** The account's number of it, once it was seen on its way: another one with this number replaces it. */
  nonce: z.int().nonnegative().optional(),
});
export type Transaction = z.output<typeof transactionSchema>;
