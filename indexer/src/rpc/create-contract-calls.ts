import { createEndpoint, type EndpointIdentity } from "./endpoint.ts";
import { createEndpoints } from "./endpoints.ts";
import type { ChainSourceEvent, ContractCall, JsonRpc, TransportOptions } from "./json-rpc.ts";
import { observe } from "./observe.ts";
import { openTransport } from "./open-transport.ts";

export interface ContractCalls {
  /** 0x and lowercase hexadecimal digits. Rejects with RpcError or ContradictionError where no endpoint has an answer. */
  call(request: ContractCall): Promise<string>;
  close(): void;
}

export interface ContractCallsOptions extends EndpointIdentity, Omit<TransportOptions, "url" | "signal"> {
  /** http, https, ws or wss; the preferred one first. */
  readonly urls: readonly string[];
  readonly transport?: ((url: string, signal: AbortSignal) => JsonRpc) | undefined;
  readonly onEvent?: ((event: ChainSourceEvent) => void) | undefined;
}

/** eth_call by one or several endpoints, each asked for its chain and contract before it is believed. Throws where there is none. */
export function createContractCalls(options: ContractCallsOptions): ContractCalls {
  const { urls, onEvent = () => undefined, transport, timeoutMs, responseBytesMax } = options;
  const closing = new AbortController();
  const { signal } = closing;
  const open = (url: string) => {
    const call =
      transport?.(url, signal) ??
      openTransport({ url, timeoutMs, responseBytesMax, signal, onNews: () => undefined });
    return createEndpoint(new URL(url).host, observe(call, url, onEvent), options);
  };
  const [first, ...others] = urls;
  if (first === undefined) throw new RangeError("no endpoint is given");
  const endpoints = createEndpoints([open(first), ...others.map(open)], { onEvent, signal });
  return {
    call: (request) => endpoints.ask((questions) => questions.call(request)),
    close: () => closing.abort(),
  };
}
