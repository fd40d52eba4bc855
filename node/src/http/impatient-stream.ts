import { Readable, type ReadableOptions } from "node:stream";

/** How long a reader may take over one part, in milliseconds: less than 9 KB a second of an envelope is no transfer. */
const PATIENCE_MS = 30_000;

/** The parts as their reader takes them; broken off where the next one is not asked for in time. `close` comes at its end. */
export function impatientStream(
  parts: AsyncIterable<string | Uint8Array>,
  close: () => void,
  options: ReadableOptions = {},
  patienceMs = PATIENCE_MS,
): Readable {
  const timed = impatient(parts, patienceMs, () =>
    stream.destroy(new Error("the reader of an answer does not take it")),
  );
  const stream = Readable.from(timed, options);
  stream.once("close", close);
  return stream;
}

/** The same parts; `onStall` where the next is not asked for in time. */
async function* impatient<Part>(
  parts: AsyncIterable<Part>,
  patienceMs: number,
  onStall: () => void,
): AsyncGenerator<Part> {
  for await (const part of parts) {
    const timer = setTimeout(onStall, patienceMs);
    try {
      yield part;
    } finally {
      clearTimeout(timer);
    }
  }
}
