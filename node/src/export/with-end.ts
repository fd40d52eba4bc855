import { createHash } from "node:crypto";
import { type ExportDataLine, type exportEndSchema, jsonLine } from "@idos/protocol";
import type { z } from "zod";

/** The lines, and after the last of them the one that says that nothing is missing. */
export async function* withEnd(
  lines: AsyncIterable<ExportDataLine>,
): AsyncGenerator<ExportDataLine | z.input<typeof exportEndSchema>> {
  const hash = createHash("sha256");
  const counts: Record<string, number> = {};
  for await (const line of lines) {
    hash.update(jsonLine(line));
    counts[line.type] = (counts[line.type] ?? 0) + 1;
    yield line;
  }
  yield { type: "end", counts, sha256: `0x${hash.digest("hex")}` };
}
