import { eventPlaceSchema, type EventPlace, type NodeEvent, nodeEventSchema, PATHS } from "@idos/protocol";
import { malformedAnswer, parseJson } from "../http/transport.ts";

/** An event as it came, or a sign of life. */
export type Received = { readonly event: NodeEvent; readonly place: EventPlace } | "beat";

const FRAME_CHARACTERS_MAX = 64 * 1024;
const FRAME = /^id: (?<id>\S+)\nevent: (?<kind>\w+)\ndata: (?<data>[^\n]+)$/;

/**
 * Reads server-sent events in the one form in which nodes write them. Throws NODE_ANSWER_MALFORMED for any other, and
 * what the stream itself breaks off with.
 */
export async function* parseStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Received> {
  const reader = stream.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decode(decoder, value);
      const frames = rest.split("\n\n");
      rest = frames.pop() ?? "";
      if (rest.length > FRAME_CHARACTERS_MAX) throw malformed("an event without an end");
      for (const frame of frames) yield parseFrame(frame);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch {
    throw malformed("not UTF-8");
  }
}

function parseFrame(frame: string): Received {
  if (frame === ":") return "beat";
  const { id, kind, data } = FRAME.exec(frame)?.groups ?? {};
  const event = nodeEventSchema.safeParse(parseJson(new TextEncoder().encode(data ?? "")));
  const place = eventPlaceSchema.safeParse(id);
  if (!event.success || !place.success || event.data.kind !== kind) throw malformed("not an event");
  return { event: event.data, place: place.data };
}

function malformed(fault: string) {
  return malformedAnswer(PATHS.events, 200, fault);
}
