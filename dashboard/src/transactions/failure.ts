import { isIdosError } from "@idos/sdk";
import type { TransactionEvent } from "./transaction-reducer.ts";

/** What the SDK threw, as the reducer takes it. */
export function failureEvent(error: unknown): TransactionEvent {
  if (!isIdosError(error)) {
    const message = error instanceof Error ? error.message : "Something went wrong";
    return { told: "failed", failure: { code: "UNKNOWN", message, remedy: "Try again.", isFinal: false } };
  }
  const { code, message, remedy, values } = error;
  if ("replacedHash" in values) return { told: "replaced" };
  // A refusal of the contract, a revert in a block, or a transaction that did something else.
  const isFinal = code.startsWith("CONTRACT_") || "error" in values || "event" in values;
  return { told: "failed", failure: { code, message, remedy, isFinal } };
}
