import { Readable } from "node:stream";
import { eventId, MEDIA_TYPES, nodeEventSchema } from "@idos/protocol";
import type { z } from "zod";
import type { OpenedEvents, Told } from "../events/follow-events.ts";
import type { AnswerKind } from "./answer-kinds.ts";

const { eventStream: mediaType } = MEDIA_TYPES;

/** Server-sent events, for as long as both sides want. */
export const eventStream: AnswerKind<OpenedEvents> = {
  status: 200,
  content: { mediaType, schema: nodeEventSchema },
  reply({ told, close }) {
    const body = Readable.from(framesOf(told), { highWaterMark: 1 });
    // When it has ended, and when its reader went away before it began.
    body.once("close", close);
    // A proxy that gathers answers before it passes them on would keep every event to itself.
    return { status: 200, headers: { "content-type": mediaType, "x-accel-buffering": "no" }, body };
  },
};

async function* framesOf(all: AsyncIterable<Told>): AsyncGenerator<string> {
  for await (const told of all) yield frameOf(told);
}

function frameOf(told: Told): string {
  if (told === "beat") return ":\n\n";
  const { event, place } = told;
  return `id: ${eventId(place)}\nevent: ${event.kind}\ndata: ${JSON.stringify(wireForm(event))}\n\n`;
}

/** Numbers beyond what JSON holds exactly travel as decimal strings. */
function wireForm(event: Exclude<Told, "beat">["event"]): z.input<typeof nodeEventSchema> {
  if (event.kind !== "grant") return event;
  const { expiresAt } = event;
  return { ...event, expiresAt: expiresAt === null ? null : expiresAt.toString() };
}
