import { type Bytes32, parseBytes32 } from "@idos/protocol";
import { type ContractTransactionResponse, isError, type TransactionReceipt } from "ethers";
import { IdosError } from "../errors/idos-error.ts";
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

/** Resolves once the transaction is in a block. Throws WALLET_REJECTED, TRANSACTION_FAILED or a CONTRACT_ code. */
export async function sendAndWait(
  send: () => Promise<ContractTransactionResponse>,
): Promise<TransactionReceipt> {
  try {
    const transaction = await send();
    const receipt = await transaction.wait().catch(receiptOfRepriced);
    if (receipt === null) throw new IdosError("TRANSACTION_FAILED", "The transaction has no receipt");
    return receipt;
  } catch (cause) {
    throw chainError(cause);
  }
}

/** A wallet that speeds a transaction up replaces it by the same one at a higher price: that is a success. */
function receiptOfRepriced(error: unknown): TransactionReceipt {
  if (isError(error, "TRANSACTION_REPLACED") && !error.cancelled && error.receipt.status === 1)
    return error.receipt;
  throw error;
}
