import type { DecidedAt, sharePageSchema, shareSchema, shareSummarySchema } from "@idos/protocol";
import type { z } from "zod";
import { presentKey, presentVersion } from "../records/present.ts";
import type { StoredShare } from "../storage/shares.ts";
import type { ReadableShare } from "./readable-share.ts";
import type { ListedShares } from "./list-shares.ts";

type WireSummary = z.input<typeof shareSummarySchema>;

export function presentSummary({ document, delegation, createdAtSeconds }: StoredShare): WireSummary {
  return { document, delegation, createdAt: createdAtSeconds };
}

export function presentSharePage(page: ListedShares): z.input<typeof sharePageSchema> {
  const shares = page.items.map((share) => ({
    ...presentSummary(share),
    lastReadAt: "lastReadAtSeconds" in share ? share.lastReadAtSeconds : null,
  }));
  return { shares, next: page.next, decidedAt: page.decidedAt };
}

export function presentShare({ share, records, decidedAt }: ReadableShare): z.input<typeof shareSchema> {
  const keys = new Map(share.records.map((key) => [key.record, key]));
  const shown = records.map((stored) => {
    const { record, version } = stored.header;
    const key = keys.get(record);
    const wrappedKey = key?.version === version ? presentKey(key.wrappedKey) : null;
    return { ...presentVersion(stored), record, wrappedKey };
  });
  return { ...presentSummary(share), records: shown, decidedAt };
}

/** For answers that are bytes: `<chain id> <contract> <block number> <block hash>`. */
export function presentDecidedAt({ chainId, contract, blockNumber, blockHash }: DecidedAt): string {
  return `${chainId} ${contract} ${blockNumber} ${blockHash}`;
}
