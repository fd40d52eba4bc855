import { z } from "zod";
import type { ChainStore } from "./chain-store.ts";
import { newCounts, type RequestCounts } from "./json-rpc.ts";

/** Of the machine's monotonic clock, in nanoseconds. */
const timeSchema = z.string().transform((text) => BigInt(text));

export const releasedSchema = z.object({ head: z.number(), atNs: timeSchema });
export const countsSchema = z.object({
  firstLogsAtNs: timeSchema.optional(),
  byMethod: z.record(z.string(), z.number()),
});
export type Counts = z.output<typeof countsSchema>;

/** What the bench, not a contestant, asks the server. undefined on an unknown path. */
export function createControl(store: ChainStore, announce: (blocks: number) => void) {
  let counts = newCounts();
  return {
    counts: (): RequestCounts => counts,
    answer(path: string): unknown {
      switch (path) {
        case "/release": {
          const atNs = String(process.hrtime.bigint());
          announce(1);
          return { head: store.head(), atNs } satisfies z.input<typeof releasedSchema>;
        }
        case "/counts": {
          const { firstLogsAtNs, byMethod } = counts;
          counts = newCounts();
          return { firstLogsAtNs: firstLogsAtNs?.toString(), byMethod: Object.fromEntries(byMethod) };
        }
        default:
          return undefined;
      }
    },
  };
}
