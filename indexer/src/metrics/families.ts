import { Counter, Gauge, Histogram, type Registry } from "prom-client";

export const STATES = ["ready", "backfilling", "stale", "unhealthy"] as const;
export type MetricState = (typeof STATES)[number];

const INDEX = ["chain_id", "contract"] as const;
const DEPTHS = [1, 2, 3, 5, 8, 16, 32, 64, 128, 256, 512];
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Every metric of the indexer. Labels hold chain ids, addresses and hosts, never a URL: that may hold a key. */
function createFamilies(registry: Registry) {
  const registers = [registry];
  /** Each sets the gauges of one index as of now. */
  const collectors = new Set<() => void>();
  const gauge = <Label extends string>(name: string, help: string, labels: readonly Label[]) =>
    new Gauge({ name: `idos_indexer_${name}`, help, labelNames: [...INDEX, ...labels], registers });
  const counter = <Label extends string>(name: string, help: string, labels: readonly Label[]) =>
    new Counter({ name: `idos_indexer_${name}`, help, labelNames: [...INDEX, ...labels], registers });
  return {
    collectors,
    // The first to be read: its `collect` sets all gauges that depend on the time.
    lagSeconds: new Gauge({
      name: "idos_indexer_lag_seconds",
      help: "Seconds since the index was seen equal to the chain's head, or since the start.",
      labelNames: INDEX,
      registers,
      collect: () => collectors.forEach((collect) => collect()),
    }),
    indexedBlock: gauge("indexed_block", "The block that the index equals the contract at.", []),
    confirmedBlock: gauge("confirmed_block", "The newest block whose grants count.", []),
    headBlock: gauge("head_block", "The newest block that the chain showed.", []),
    lagBlocks: gauge("lag_blocks", "Blocks between the index and the head.", []),
    state: gauge("state", "1 for the state that the index is in.", ["state"]),
    endpoint: gauge("endpoint_in_use", "1 for the endpoint that is asked.", ["host"]),
    events: counter("events_total", "Events written to the index; those after a reorg count again.", []),
    checks: counter("completeness_checks_total", "Comparisons with the contract's own journal.", ["result"]),
    rebuilds: counter("rebuilds_total", "New indexes begun, the first one included.", []),
    rpcErrors: counter("rpc_errors_total", "Requests without a usable answer.", ["host", "kind"]),
    reorgDepth: new Histogram({
      name: "idos_indexer_reorg_depth_blocks",
      help: "Blocks undone by each reorg; the count is that of reorgs.",
      ...{ labelNames: INDEX, registers, buckets: DEPTHS },
    }),
    rpcSeconds: new Histogram({
      name: "idos_indexer_rpc_request_duration_seconds",
      help: "Time from a request to its answer or failure.",
      ...{ labelNames: [...INDEX, "host", "method"] as const, registers, buckets: SECONDS },
    }),
  };
}

export type MetricFamilies = ReturnType<typeof createFamilies>;

const known = new WeakMap<Registry, MetricFamilies>();

/** Those of the registry: a registry takes each name once, and several indexes may share it. */
export function familiesOf(registry: Registry): MetricFamilies {
  const families = known.get(registry) ?? createFamilies(registry);
  known.set(registry, families);
  return families;
}
