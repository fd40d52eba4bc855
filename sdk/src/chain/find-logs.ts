import type { Log, Provider, TopicFilter } from "ethers";

export interface LogSearch {
  readonly address: string;
  readonly topics: TopicFilter;
  readonly fromBlock: number;
  readonly toBlock: number;
}

/** Providers differ in how many blocks or logs one answer spans: what is refused is asked for in halves, in order. */
export async function findLogs(provider: Provider, search: LogSearch): Promise<readonly Log[]> {
  const { fromBlock, toBlock } = search;
  if (fromBlock > toBlock) return [];
  try {
    return await provider.getLogs({ ...search, topics: [...search.topics] });
  } catch (error) {
    if (toBlock - fromBlock < SPAN_MIN) throw error;
    const middle = Math.floor((fromBlock + toBlock) / 2);
    const before = await findLogs(provider, { ...search, toBlock: middle });
    return [...before, ...(await findLogs(provider, { ...search, fromBlock: middle + 1 }))];
  }
}

/** Blocks; a provider that refuses fewer than this has another reason. */
const SPAN_MIN = 500;
