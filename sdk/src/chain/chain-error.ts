import { AccessManagementProtocol__caller, parseAddress, type ProblemValues } from "@idos/protocol";
import { type ErrorDescription, isError } from "ethers";
import { CONTRACT_REFUSALS, contractCodeOf } from "../errors/contract-refusals.ts";
import { IdosError } from "../errors/idos-error.ts";
import { walletError } from "../session/wallet.ts";

/** Turns what ethers throws around a call or a transaction into an IdosError. */
export function chainError(cause: unknown): IdosError {
  const ofWallet = walletError(cause);
  if (ofWallet !== null) return ofWallet;
  if (isError(cause, "CALL_EXCEPTION")) return revertError(cause.data, cause.receipt?.hash, cause);
  const values: ProblemValues = isError(cause, "TRANSACTION_REPLACED") ? { replacedHash: cause.hash } : {};
  return new IdosError("TRANSACTION_FAILED", "The transaction could not be made", values, { cause });
}

function revertError(data: string | null, transactionHash: string | undefined, cause: unknown): IdosError {
  const revert = describeRevert(data);
  const code = revert === null ? undefined : contractCodeOf(revert.name);
  if (revert !== null && code !== undefined)
    return new IdosError(code, CONTRACT_REFUSALS[code].happened, argumentsOf(revert), { cause });
  const values: ProblemValues = { error: revert?.name ?? null, transactionHash: transactionHash ?? null };
  return new IdosError("TRANSACTION_FAILED", "The transaction was reverted", values, { cause });
}

/** "0x" and four bytes: what every custom error's data begins with. */
const SELECTOR_CHARACTERS = 10;

/** ethers names custom errors for calls but not for gas estimates, where most refusals show themselves. */
function describeRevert(data: string | null): ErrorDescription | null {
  if (data === null || data.length < SELECTOR_CHARACTERS) return null;
  return AccessManagementProtocol__caller.createInterface().parseError(data);
}

/** The error's arguments by their names: addresses in lowercase, numbers as decimal strings. */
function argumentsOf({ fragment, args }: ErrorDescription): ProblemValues {
  const spelled = fragment.inputs.map(({ name, type }, index): [string, string] => {
    const text = String(args[index]);
    return [name, type === "address" ? parseAddress(text) : text];
  });
  return Object.fromEntries(spelled);
}
