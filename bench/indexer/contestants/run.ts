import type { RecordedChain } from "../chain/provide-chain.ts";
import type { Counts } from "../server/control.ts";
import type { ChainServer } from "../server/start-server.ts";

export interface RunSetup {
  readonly chain: RecordedChain;
  /** Fresh, with nothing asked yet. */
  readonly server: ChainServer;
  /** For the stores of this run alone; deleted after it. */
  readonly folder: string;
}

/** When a contestant was where, by the machine's monotonic clock. */
export interface Arrival {
  /** Every event is in its store. */
  readonly eventsAtNs: bigint;
  /** It says itself that it has caught up with the chain. */
  readonly caughtUpAtNs: bigint;
  readonly peakRssBytes: number;
  /** Of the server, up to the arrival. */
  readonly counts: Counts;
  /** How its store differs from the oracle, a line each; at most a few. */
  readonly differences: readonly string[];
}

/** A program that fills a store with the chain's grants. */
export interface Contestant {
  readonly name: string;
  run(setup: RunSetup): Promise<Arrival>;
}
