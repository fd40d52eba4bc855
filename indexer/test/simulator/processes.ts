import { pino } from "pino";
import type { ChainSource } from "../../src/chain-source.ts";
import type { GrantIndex } from "../../src/grant-index.ts";
import { createIndexer, type Indexer, type IndexerSettings } from "../../src/index.ts";
import type { JsonRpc } from "../../src/rpc/json-rpc.ts";
import { type WriterWatch, observedIndex } from "./observed-index.ts";

/** Puts a bug into the parts of an indexer. */
export interface SabotagedParts {
  readonly source?: (source: ChainSource) => ChainSource;
  readonly index?: (index: GrantIndex) => GrantIndex;
}

export interface ProcessOptions {
  readonly settings: IndexerSettings;
  readonly rpc: (endpoint: number) => JsonRpc;
  readonly onAwait: () => void;
  readonly writers: WriterWatch;
  readonly sabotage?: () => SabotagedParts;
}

/** An indexer as a process: it can die at any await. */
export interface IndexerProcess {
  readonly indexer: Indexer;
  /** Nothing that it does from now on reaches the chain or Redis. */
  die(): Promise<void>;
  stop(): Promise<void>;
}

export const endpointUrl = (endpoint: number): string => `http://endpoint-${endpoint}.invalid`;
const endpointOf = (url: string): number => Number(/endpoint-(\d+)/.exec(url)?.[1]);

export function startProcess({ settings, rpc, onAwait, writers, sabotage }: ProcessOptions): IndexerProcess {
  let isDead = false;
  const parts = sabotage?.() ?? {};
  function live(): void {
    onAwait();
    if (isDead) throw new Error("the process is dead");
  }
  const indexer = createIndexer(settings, {
    logger: pino({ level: "silent" }),
    ...(parts.source === undefined ? {} : { source: parts.source }),
    index: (index) => observedIndex(parts.index?.(index) ?? index, live, writers),
    transport: (url) => {
      const call = rpc(endpointOf(url));
      return async (method, params) => {
        live();
        return call(method, params);
      };
    },
  });
  indexer.start();
  // Whoever waits is told by `stop`, whether it dies or not.
  return {
    indexer,
    async die() {
      isDead = true;
      await indexer.stop();
    },
    stop: () => indexer.stop(),
  };
}
