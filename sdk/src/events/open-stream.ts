import { eventId, type EventPlace, MEDIA_TYPES, PATHS } from "@idos/protocol";
import { IdosError } from "../errors/idos-error.ts";
import { readBounded } from "../http/read-bounded.ts";
import {
  malformedAnswer,
  queryString,
  refusal,
  requestInit,
  type TransportOptions,
} from "../http/transport.ts";

/** The bytes of a node's event stream. Throws NODE_UNREACHABLE, NODE_ANSWER_MALFORMED, or the node's refusal. */
export type EventStreamSource = (
  asked: { readonly chainId: number; readonly after: EventPlace | undefined },
  signal: AbortSignal,
) => Promise<ReadableStream<Uint8Array>>;

const REFUSAL_BYTES_MAX = 64 * 1024;

export function openEventStream(options: TransportOptions): EventStreamSource {
  return async ({ chainId, after }, signal) => {
    const query = { chainId, after: after && eventId(after) };
    const target = PATHS.events + queryString(query);
    const request = { method: "GET", path: PATHS.events, query, signed: true } as const;
    const init = await requestInit(options, request, target, signal);
    const response = await options.fetch(options.node + target, init).catch((cause: unknown) => {
      const values = { node: options.node, path: PATHS.events };
      throw new IdosError("NODE_UNREACHABLE", "The node does not answer", values, { cause });
    });
    if (!response.ok) {
      const body = await readBounded(response, REFUSAL_BYTES_MAX);
      throw refusal(response, body ?? new Uint8Array(), PATHS.events);
    }
    const type = response.headers.get("content-type")?.split(";")[0]?.trim();
    if (type !== MEDIA_TYPES.eventStream || response.body === null)
      throw malformedAnswer(PATHS.events, response.status, "not an event stream");
    return response.body;
  };
}
