import type { Address } from "@idos/protocol";
import type { BlockRef, ContractLog } from "../chain-source.ts";
import { ContradictionError } from "../errors.ts";

export interface LogQuestion {
  readonly contract: Address;
  readonly first: number;
  /** Its hash is that of every log with its number. */
  readonly last: BlockRef;
}

/** Throws ContradictionError unless the logs can be the answer: of the contract, of those blocks, in order. */
export function checkLogs(logs: readonly ContractLog[], { contract, first, last }: LogQuestion): void {
  let before: ContractLog | undefined;
  for (const log of logs) {
    const where = `log ${log.logIndex} of block ${log.blockNumber}`;
    if (log.address !== contract)
      throw new ContradictionError(`${where} is of another contract: ${log.address}`);
    if (log.blockNumber < first || log.blockNumber > last.number)
      throw new ContradictionError(`${where} is outside the blocks ${first} to ${last.number}`);
    if (log.blockNumber === last.number && log.blockHash !== last.hash)
      throw new ContradictionError(`${where} is of another block of that number: ${log.blockHash}`);
    if (before !== undefined) checkOrder(before, log, where);
    before = log;
  }
}

function checkOrder(before: ContractLog, log: ContractLog, where: string): void {
  if (log.blockNumber > before.blockNumber) return;
  if (log.blockNumber < before.blockNumber || log.logIndex <= before.logIndex)
    throw new ContradictionError(`${where} is out of order or double`);
  if (log.blockHash !== before.blockHash)
    throw new ContradictionError(`${where} is of another block than the log before it: ${log.blockHash}`);
}
