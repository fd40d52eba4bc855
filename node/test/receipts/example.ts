import { type Receipt, receiptSchema } from "@idos/protocol";
import type { SharedRead } from "../../src/storage/receipts.ts";
import { NOW, randomAccount, randomId } from "../storage/examples.ts";

/** A read of a share of this owner's. */
export function sharedRead(owner = randomId(), changes: Partial<SharedRead> = {}): SharedRead {
  const block = { chainId: 8453, contract: randomAccount(), blockNumber: 7, blockHash: randomId() };
  return {
    ...{ owner, reader: randomAccount(), share: randomId(), record: randomId(), iat: NOW },
    decidedAt: block,
    ...changes,
  };
}

export const RECEIPT_EXAMPLE: Receipt = receiptSchema.parse({
  v: 1,
  node: "https://node.example",
  ...sharedRead(),
  seq: 1,
  prev: null,
});
