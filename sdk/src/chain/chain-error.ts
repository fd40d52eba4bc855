import { AccessManagementProtocol__factory, type ProblemValues } from "@idos/protocol";
import { type ErrorDescription, isError } from "ethers";
import { IdosError, type IdosErrorCode } from "../errors/idos-error.ts";
import { isRejection } from "../session/wallet.ts";

/** The contract's custom errors, as this SDK names them. */
const CONTRACT_ERRORS: ReadonlyMap<string, IdosErrorCode> = new Map([
  ["NotGranted", "GRANT_NOT_FOUND"],
  ["NotGrantedSealed", "GRANT_NOT_FOUND"],
  ["ZeroGrantee", "GRANT_ARGUMENT_REFUSED"],
  ["ZeroShareId", "GRANT_ARGUMENT_REFUSED"],
  ["ZeroHandle", "GRANT_ARGUMENT_REFUSED"],
  ["EmptyBatch", "GRANT_ARGUMENT_REFUSED"],
  ["ExpiryInThePast", "GRANT_ARGUMENT_REFUSED"],
  ["DeadlinePassed", "GRANT_SIGNATURE_REFUSED"],
  ["InvalidSignature", "GRANT_SIGNATURE_REFUSED"],
  ["NothingToChange", "GRANT_SIGNATURE_REFUSED"],
  ["NonceAhead", "GRANT_SIGNATURE_REFUSED"],
]);

/** Turns what ethers throws around a call or a transaction into an IdosError. */
export function chainError(cause: unknown): IdosError {
  if (cause instanceof IdosError) return cause;
  if (isRejection(cause))
    return new IdosError("WALLET_REJECTED", "The person declined in the wallet", {}, { cause });
  if (isError(cause, "CALL_EXCEPTION")) return revertError(cause.data, cause.receipt?.hash, cause);
  const values: ProblemValues = isError(cause, "TRANSACTION_REPLACED") ? { replacedHash: cause.hash } : {};
  return new IdosError("TRANSACTION_FAILED", "The transaction could not be made", values, { cause });
}

function revertError(data: string | null, transactionHash: string | undefined, cause: unknown): IdosError {
  const revert = describeRevert(data);
  const code = revert === null ? undefined : CONTRACT_ERRORS.get(revert.name);
  const values: ProblemValues = {
    error: revert?.name ?? null,
    arguments: revert === null ? null : revert.args.map(String).join(", "),
    transactionHash: transactionHash ?? null,
  };
  return new IdosError(code ?? "TRANSACTION_FAILED", "The contract refused", values, { cause });
}

/** "0x" and four bytes: what every custom error's data begins with. */
const SELECTOR_CHARACTERS = 10;

/** ethers names custom errors for calls but not for gas estimates, where most refusals show themselves. */
function describeRevert(data: string | null): ErrorDescription | null {
  if (data === null || data.length < SELECTOR_CHARACTERS) return null;
  return AccessManagementProtocol__factory.createInterface().parseError(data);
}
