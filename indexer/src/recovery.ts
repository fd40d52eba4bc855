import type { Logger } from "pino";
import type { ChainSource } from "./chain-source.ts";
import {
  ContradictionError,
  CorruptIndexError,
  DeepReorgError,
  IncompleteLogsError,
  RpcError,
  StoreUnfitError,
  WriteRefusedError,
} from "./errors.ts";
import type { GrantIndex } from "./grant-index.ts";
import { quietWarnings } from "./quiet-log.ts";
import { hostsNumberer } from "./rpc/number-hosts.ts";
import type { Watch } from "./watch.ts";

export interface RecoveryOptions {
  readonly source: Pick<ChainSource, "distrust">;
  readonly index: Pick<GrantIndex, "markFault" | "release">;
  readonly watch: Required<Watch>;
  readonly logger: Logger;
  /** Of the endpoint that is asked now. */
  readonly host: () => string;
  /** All that there are to contradict the index. */
  readonly rpcUrls: readonly string[];
  /** Whether the first attempt must begin a new index. */
  readonly rebuild: boolean;
}

/** What failed attempts leave for the next one to do. */
export interface Recovery {
  verdict(): {
    /** Another process writes the index. */
    readonly superseded: boolean;
    /** The index is wrong. */
    readonly mustRebuild: boolean;
    /** Every endpoint contradicts the index so often that it is taken to be the wrong side. */
    readonly mayRebuild: boolean;
  };
  /** In a row. */
  failures(): number;
  advanced(): void;
  rebuilt(): void;
  /** Says what is wrong, in the status too where Redis can be written. Does not reject. */
  react(error: unknown): Promise<void>;
  /** Does not reject. */
  release(): Promise<void>;
}

/** In a row, by each endpoint. */
const CONTRADICTIONS_MAX = 4;

export function createRecovery(options: RecoveryOptions): Recovery {
  const { source, index, watch, logger, host, rpcUrls } = options;
  const numberHosts = hostsNumberer(rpcUrls);
  const warn = quietWarnings(logger);
  let failures = 0;
  let contradictions = 0;
  let mustRebuild = options.rebuild;
  let superseded = false;

  // Whoever asks the node reads it in the status.
  const markFault = (reason: string) =>
    index.markFault(numberHosts(reason)).catch((failure: unknown) => {
      warn("the index cannot be marked as unhealthy", failure);
    });

  return {
    verdict: () => ({
      ...{ superseded, mustRebuild },
      mayRebuild: contradictions >= CONTRADICTIONS_MAX * rpcUrls.length,
    }),
    failures: () => failures,
    advanced() {
      failures = 0;
      contradictions = 0;
      superseded = false;
    },
    rebuilt() {
      mustRebuild = false;
      superseded = false;
    },
    async react(error) {
      failures++;
      superseded = error instanceof WriteRefusedError;
      watch.failed(error);
      if (error instanceof WriteRefusedError) {
        warn("another process writes the index, or Redis lost it", error);
      } else if (error instanceof ContradictionError) {
        const incomplete = error instanceof IncompleteLogsError;
        if (incomplete) contradictions++;
        // Said before another endpoint is asked.
        const reason = incomplete ? `${error.message} (${host()})` : error.message;
        warn("the RPC contradicts itself, the contract or the configuration", error);
        source.distrust(error.message);
        await markFault(reason);
      } else if (error instanceof DeepReorgError || error instanceof CorruptIndexError) {
        mustRebuild = true;
        logger.error({ reason: error.message }, "the index is wrong and cannot be repaired: rebuilding it");
        await markFault(error.message);
      } else if (error instanceof StoreUnfitError) {
        warn("this Redis cannot hold the index", error);
        await markFault(error.message);
      } else if (error instanceof RpcError) warn("the RPC does not answer as it should", error);
      else warn("the index cannot be brought up to date", error);
    },
    release: () =>
      index.release().catch((failure: unknown) => {
        warn("the index cannot be released", failure);
      }),
  };
}
