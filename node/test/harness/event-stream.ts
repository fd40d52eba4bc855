import { MEDIA_TYPES, type NodeEvent, nodeEventSchema, PATHS } from "@idos/protocol";
import type { Actor } from "./actor.ts";
import { get } from "./exchange.ts";
import type { TestNode } from "./test-node.ts";

export interface StreamedEvent {
  readonly id: string;
  readonly event: NodeEvent;
}

export interface OpenedStream {
  /** The next event; undefined once the stream has ended. */
  next(): Promise<StreamedEvent | undefined>;
  /** The events up to one that is meant, which is the last. */
  until(isMeant: (event: NodeEvent) => boolean): Promise<StreamedEvent[]>;
  /** As a client that goes away. */
  close(): Promise<void>;
}

/** An event stream as a client reads it; throws where the node refuses. */
export async function openStream(
  node: Pick<TestNode, "origin">,
  actor: Actor,
  after?: string,
): Promise<OpenedStream> {
  const path = PATHS.events + (after === undefined ? "" : `?after=${after}`);
  const headers = { authorization: await actor.authorize(get(path)) };
  const response = await fetch(node.origin + path, { headers });
  if (response.headers.get("content-type") !== MEDIA_TYPES.eventStream || response.body === null)
    throw new Error(`no event stream: ${response.status} ${await response.text()}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  const next = async (): Promise<StreamedEvent | undefined> => {
    for (;;) {
      const end = rest.indexOf("\n\n");
      if (end === -1) {
        const { done, value } = await reader.read();
        if (done) return undefined;
        rest += value;
        continue;
      }
      const frame = rest.slice(0, end);
      rest = rest.slice(end + 2);
      const fields = /^id: (\S+)\nevent: (\w+)\ndata: (.+)$/.exec(frame);
      if (fields === null) continue;
      const [, id = "", kind, data = ""] = fields;
      const event = nodeEventSchema.parse(JSON.parse(data));
      if (event.kind !== kind) throw new Error(`${kind} stands for ${event.kind}`);
      return { id, event };
    }
  };
  return {
    next,
    async until(isMeant) {
      const seen: StreamedEvent[] = [];
      for (;;) {
        const told = await next();
        if (told === undefined) throw new Error(`the stream ended: ${JSON.stringify(seen)}`);
        seen.push(told);
        if (isMeant(told.event)) return seen;
      }
    },
    close: () => reader.cancel(),
  };
}
