import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

/** More than the largest row takes. */
const LINE_BYTES_MAX = 64 * 1024 * 1024;
const LINE_END = 0x0a;

/** The lines of a gzip file without their ends. Throws where it is not one, or a line is endless. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const gunzip = createGunzip();
  // A failure of either comes out of the iteration.
  pipeline(createReadStream(path), gunzip, () => undefined);
  const chunks: AsyncIterable<Buffer> = gunzip;
  let kept: Buffer[] = [];
  let keptBytes = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_END); end !== -1; end = chunk.indexOf(LINE_END, from)) {
      yield Buffer.concat([...kept, chunk.subarray(from, end)]).toString("utf8");
      kept = [];
      keptBytes = 0;
      from = end + 1;
    }
    kept.push(chunk.subarray(from));
    keptBytes += chunk.length - from;
    if (keptBytes > LINE_BYTES_MAX) throw new Error("it has a line without an end");
  }
  if (keptBytes > 0) throw new Error("its last line is cut off");
}
