import { type Bytes32, parseBytes32 } from "@idos/protocol";
import { type ContractTransactionResponse, isError, type TransactionReceipt } from "ethers";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import type { OnProgress } from "../progress.ts";
import { chainError } from "./chain-error.ts";

/** Where a change took place on chain. */
export interface ChainReceipt {
  readonly transactionHash: Bytes32;
  readonly blockNumber: number;
  readonly blockHash: Bytes32;
}

export function chainReceiptOf({ hash, blockNumber, blockHash }: TransactionReceipt): ChainReceipt {
  return { transactionHash: parseBytes32(hash), blockNumber, blockHash: parseBytes32(blockHash) };
}

/**
 * Resolves once the transaction is in a block. Throws TRANSACTION_FAILED or a CONTRACT_ code, and what a wallet answers in
 * the place of sending: WALLET_REJECTED, WALLET_DISCONNECTED, WRONG_ACCOUNT.
 */
export async function sendAndWait(
  send: () => Promise<ContractTransactionResponse>,
  onProgress: OnProgress,
): Promise<TransactionReceipt> {
  onProgress({ step: "transaction-asked" });
  const transaction = await send().catch((cause: unknown) => {
    throw chainError(cause);
  });
  const transactionHash = parseBytes32(transaction.hash);
  onProgress({ step: "transaction-sent", transactionHash });
  const receipt = await transaction
    .wait()
    .catch(receiptOfRepriced)
    .catch((cause: unknown) => {
      throw afterSending(cause, transactionHash);
    });
  if (receipt === null) throw new IdosError("TRANSACTION_FAILED", "The transaction has no receipt");
  onProgress({
    step: "transaction-included",
    transactionHash: parseBytes32(receipt.hash),
    blockNumber: receipt.blockNumber,
  });
  return receipt;
}

/** A wallet that is gone by now has sent the transaction all the same: what becomes of it is not known. */
function afterSending(cause: unknown, transactionHash: Bytes32): IdosError {
  const error = chainError(cause);
  if (!isIdosError(error, "WALLET_REJECTED", "WALLET_DISCONNECTED", "WRONG_ACCOUNT", "WRONG_CHAIN"))
    return error;
  const values = { transactionHash, wallet: error.code };
  return new IdosError("TRANSACTION_FAILED", "The transaction's outcome is not known", values, { cause });
}

/** A wallet that speeds a transaction up replaces it by the same one at a higher price: that is a success. */
function receiptOfRepriced(error: unknown): TransactionReceipt {
  if (isError(error, "TRANSACTION_REPLACED") && !error.cancelled && error.receipt.status === 1)
    return error.receipt;
  throw error;
}
