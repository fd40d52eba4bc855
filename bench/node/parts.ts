import { z } from "zod";
import { measureNodeMemory, memoryRunSchema, type NodeMemoryOptions } from "./measure/memory.ts";
import { measureReads, readsSchema, type ReadsOptions } from "./measure/reads.ts";
import { measureWrites, type WritesOptions, writesRunSchema } from "./measure/writes.ts";

export const PART_NAMES = ["reads", "writes", "memory"] as const;
export type PartName = (typeof PART_NAMES)[number];

export const partsSchema = z.strictObject({
  reads: readsSchema.exactOptional(),
  writes: z.array(writesRunSchema).exactOptional(),
  memory: z.array(memoryRunSchema).exactOptional(),
});
export type Parts = z.output<typeof partsSchema>;

interface Size {
  readonly reads: ReadsOptions;
  readonly writes: WritesOptions;
  readonly memory: NodeMemoryOptions;
}

const KIB = 1_024;
const PAYLOADS_BYTES = [2 * KIB, 256 * KIB];

/** What docs/benchmarks.md shows. */
export const FULL: Size = {
  reads: { owners: 64, payloadsBytes: PAYLOADS_BYTES, connections: [1, 64, 256], rounds: 5, seconds: 5 },
  writes: { owners: 256, payloadBytes: 2 * KIB, connections: [1, 64], rounds: 5, seconds: 5 },
  memory: {
    owners: 64,
    reads: { count: 10_000, payloadBytes: 256 * KIB, connections: 64 },
    uploads: { count: 64, payloadBytes: 16 * KIB * KIB },
  },
};

/** Shows in minutes that everything works; its figures say little. */
export const QUICK: Size = {
  reads: { owners: 4, payloadsBytes: PAYLOADS_BYTES, connections: [1, 64], rounds: 2, seconds: 1 },
  writes: { owners: 8, payloadBytes: 2 * KIB, connections: [1, 16], rounds: 2, seconds: 1 },
  memory: {
    owners: 4,
    reads: { count: 500, payloadBytes: 256 * KIB, connections: 16 },
    uploads: { count: 6, payloadBytes: 16 * KIB * KIB },
  },
};

export async function measurePart(part: PartName, { reads, writes, memory }: Size): Promise<Parts> {
  switch (part) {
    case "reads":
      return { reads: await measureReads(reads) };
    case "writes":
      return { writes: await measureWrites(writes) };
    case "memory":
      return { memory: await measureNodeMemory(memory) };
  }
}
