import type { AccessGranted, ChainReceipt } from "@idos/sdk";
import { short } from "./cast.ts";
import type { Story } from "./story.ts";

export function tellReceipt(story: Story, { transactionHash, blockNumber }: ChainReceipt): void {
  story.evidence(`transaction ${short(transactionHash)} in block ${blockNumber}`);
}

export function tellGrant(story: Story, { shareId, receipt, readableFromBlock }: AccessGranted): void {
  tellReceipt(story, receipt);
  story.evidence(`share ${short(shareId)}, counts from block ${readableFromBlock}`);
}
