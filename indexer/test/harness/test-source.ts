import type { ChainSource } from "../../src/chain-source.ts";
import { type ChainSourceOptions, createChainSource } from "../../src/rpc/create-chain-source.ts";
import type { ChainSourceEvent } from "../../src/rpc/json-rpc.ts";
import type { DeployedChain } from "./deployed-chain.ts";

export interface TestSource extends ChainSource {
  /** What the source reported so far. */
  readonly events: readonly ChainSourceEvent[];
  of<Kind extends ChainSourceEvent["kind"]>(kind: Kind): (ChainSourceEvent & { kind: Kind })[];
}

export function openTestSource(
  { chain, contract }: DeployedChain,
  urls: readonly [string, ...string[]],
  options: Partial<ChainSourceOptions> = {},
): TestSource {
  const events: ChainSourceEvent[] = [];
  const source = createChainSource({
    ...{ urls, chainId: chain.chainId, contract, timeoutMs: 150, responseBytesMax: 100_000 },
    ...{ pollIntervalMs: 15, crossCheckMs: 60_000, lagBlocksMax: 3 },
    signal: new AbortController().signal,
    onEvent: (event) => events.push(event),
    ...options,
  });
  const isOf =
    <Kind extends ChainSourceEvent["kind"]>(kind: Kind) =>
    (event: ChainSourceEvent): event is ChainSourceEvent & { kind: Kind } =>
      event.kind === kind;
  return { ...source, events, of: (kind) => events.filter(isOf(kind)) };
}
