import type { AccessLog } from "@idos/sdk";

type Receipt = AccessLog["reads"][number];

/** What one account read of one share in one go: a node gives a receipt for the share and for each record. */
export interface ReadVisit {
  readonly key: string;
  readonly reader: string;
  readonly share: string;
  readonly node: string;
  /** Ids, each once. */
  readonly records: readonly string[];
  /** Unix seconds, of the last read. */
  readonly at: number;
  /** At which the node decided that the read is allowed. */
  readonly blockNumber: number;
}

const APART_SECONDS = 120;

/** Of reads that are newest first. */
export function readVisits(reads: readonly Receipt[]): readonly ReadVisit[] {
  const visits: ReadVisit[] = [];
  let since = 0;
  for (const { reader, share, node, record, iat, decidedAt, seq } of reads) {
    const last = visits.at(-1);
    const goesOn =
      last?.reader === reader && last.share === share && last.node === node && since - iat <= APART_SECONDS;
    since = iat;
    const found = record === null ? [] : [record];
    if (last !== undefined && goesOn)
      visits[visits.length - 1] = { ...last, records: [...new Set([...found, ...last.records])] };
    else
      visits.push({
        ...{ key: `${node} ${seq}`, reader, share, node, records: found },
        ...{ at: iat, blockNumber: decidedAt.blockNumber },
      });
  }
  return visits;
}
