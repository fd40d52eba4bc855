import type { Address } from "@idos/protocol";
import type { Registry } from "prom-client";
import { ContradictionError, CorruptIndexError, DeepReorgError, IncompleteLogsError } from "../errors.ts";
import type { Watch } from "../watch.ts";
import { familiesOf, type MetricState, STATES } from "./families.ts";

export interface MetricsOptions {
  readonly registry: Registry;
  readonly chainId: number;
  readonly contract: Address;
  readonly staleAfterSeconds: number;
}

/** One request to an endpoint, and how it ended. */
export interface RpcObservation {
  readonly host: string;
  readonly method: string;
  readonly seconds: number;
  /** The kind of failure; absent where there was an answer. */
  readonly failure?: string;
}

export interface MetricsWatch extends Required<Watch> {
  requested(observation: RpcObservation): void;
  /** Takes the index's time-dependent gauges out of the registry's care. */
  close(): void;
}

export function watchMetrics(options: MetricsOptions): MetricsWatch {
  const labels = { chain_id: String(options.chainId), contract: options.contract };
  const families = familiesOf(options.registry);
  let indexed: number | undefined;
  let phase: MetricState = "backfilling";
  let seenAtMs = performance.now();

  function collect(): void {
    const lagSeconds = (performance.now() - seenAtMs) / 1_000;
    families.lagSeconds.set(labels, lagSeconds);
    const state = phase === "ready" && lagSeconds > options.staleAfterSeconds ? "stale" : phase;
    for (const each of STATES) families.state.set({ ...labels, state: each }, each === state ? 1 : 0);
  }
  families.collectors.add(collect);

  return {
    began() {
      families.rebuilds.inc(labels);
    },
    resumed({ number }) {
      indexed = number;
    },
    applied(step, tip) {
      const { head, askedAtMs } = step.sight;
      if (step.kind === "reorg") {
        families.reorgDepth.observe(labels, Math.max(0, (indexed ?? tip.number) - tip.number));
        phase = "backfilling";
      } else if (step.kind === "head") {
        phase = "ready";
        seenAtMs = askedAtMs;
      } else {
        families.events.inc(labels, step.logs.length);
        if (step.journal !== undefined) families.checks.inc({ ...labels, result: "passed" });
      }
      indexed = tip.number;
      families.indexedBlock.set(labels, tip.number);
      families.confirmedBlock.set(labels, tip.confirmed);
      families.headBlock.set(labels, head.number);
      families.lagBlocks.set(labels, Math.max(0, head.number - tip.number));
    },
    failed(error) {
      if (error instanceof IncompleteLogsError) families.checks.inc({ ...labels, result: "failed" });
      const wrong = [ContradictionError, DeepReorgError, CorruptIndexError];
      if (wrong.some((kind) => error instanceof kind)) phase = "unhealthy";
    },
    requested({ host, method, seconds, failure }) {
      families.rpcSeconds.observe({ ...labels, host, method }, seconds);
      if (failure !== undefined) families.rpcErrors.inc({ ...labels, host, kind: failure });
    },
    close: () => void families.collectors.delete(collect),
  };
}
