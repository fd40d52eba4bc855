import type { ChainSource } from "../chain-source.ts";
import { createCrossCheck, type CrossCheckOptions } from "./cross-check.ts";
import { createEndpoint, type Endpoint, type EndpointIdentity } from "./endpoint.ts";
import { createEndpoints } from "./endpoints.ts";
import type { ChainSourceEvent, JsonRpc, TransportOptions } from "./json-rpc.ts";
import { createNewHeads } from "./new-heads.ts";
import { observe } from "./observe.ts";
import { openTransport } from "./open-transport.ts";
import { askEndpoints } from "./ask-endpoints.ts";
import { withRetries } from "./retry.ts";

export interface ChainSourceOptions
  extends EndpointIdentity, CrossCheckOptions, Omit<TransportOptions, "url"> {
  /** http, https, ws or wss; the preferred one first. */
  readonly urls: readonly [string, ...string[]];
  /** Heads are looked for so often, whatever a subscription says or does not say. */
  readonly pollIntervalMs: number;
  /** Replaces HTTP and WebSocket. */
  readonly transport?: ((url: string, signal: AbortSignal) => JsonRpc) | undefined;
  readonly onEvent?: ((event: ChainSourceEvent) => void) | undefined;
}

/** A chain source by Ethereum JSON-RPC, from one or several endpoints. */
export function createChainSource(options: ChainSourceOptions): ChainSource {
  const { onEvent = () => undefined, urls } = options;
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  const newHeads = createNewHeads(options.pollIntervalMs);

  const open = (url: string): Endpoint => {
    const onNews = (): void => {
      if (endpoints.present() === endpoint) newHeads.announce();
    };
    const { timeoutMs, responseBytesMax, transport } = options;
    const opened =
      transport?.(url, signal) ?? openTransport({ url, timeoutMs, responseBytesMax, signal, onNews });
    const call = observe(opened, url, onEvent);
    const endpoint = createEndpoint(new URL(url).host, withRetries(call, signal), options);
    return endpoint;
  };
  const [first, ...others] = urls;
  const endpoints = createEndpoints([open(first), ...others.map(open)], { onEvent, signal });
  const crossCheck = createCrossCheck(endpoints, options);
  const questions = askEndpoints(endpoints);

  return {
    ...questions,
    latestBlock() {
      newHeads.taken();
      void crossCheck();
      return questions.latestBlock();
    },
    nextHead: (abort) => newHeads.next(abort),
    distrust: (reason) => endpoints.distrust(reason),
    close: () => closing.abort(),
  };
}
