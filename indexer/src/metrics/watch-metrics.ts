import type { Address } from "@idos/protocol";
import type { Registry } from "prom-client";
import { ContradictionError, CorruptIndexError, DeepReorgError, IncompleteLogsError } from "../errors.ts";
import type { ChainSourceEvent } from "../rpc/json-rpc.ts";
import type { Watch } from "../watch.ts";
import { familiesOf, type MetricState, STATES } from "./families.ts";

export interface MetricsOptions {
  readonly registry: Registry;
  readonly chainId: number;
  readonly contract: Address;
  /** The first one is in use at the start. */
  readonly rpcUrls: readonly string[];
  readonly staleAfterSeconds: number;
}

export interface MetricsWatch extends Required<Watch> {
  heard(event: ChainSourceEvent): void;
  /** Takes the index's time-dependent gauges out of the registry's care. */
  close(): void;
}

export function watchMetrics(options: MetricsOptions): MetricsWatch {
  const labels = { chain_id: String(options.chainId), contract: options.contract };
  const families = familiesOf(options.registry);
  const hosts = options.rpcUrls.map((url) => new URL(url).host);
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

  // Told from the start, so that a rate knows the first one.
  families.events.inc(labels, 0);
  families.rebuilds.inc(labels, 0);
  for (const result of ["passed", "failed"]) families.checks.inc({ ...labels, result }, 0);

  function useEndpoint(present: string): void {
    for (const host of hosts) families.endpoint.set({ ...labels, host }, host === present ? 1 : 0);
  }
  if (hosts[0] !== undefined) useEndpoint(hosts[0]);

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
    heard(event) {
      if (event.kind === "switched") useEndpoint(event.to);
      if (event.kind !== "request") return;
      const { host, method, ms, failure } = event;
      families.rpcSeconds.observe({ ...labels, host, method }, ms / 1_000);
      if (failure !== undefined) families.rpcErrors.inc({ ...labels, host, kind: failure });
    },
    close: () => void families.collectors.delete(collect),
  };
}
