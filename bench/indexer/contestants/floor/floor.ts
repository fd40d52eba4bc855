import { connectRedis } from "@idos/indexer";
import { join } from "node:path";
import { z } from "zod";
import { startProgram } from "../../../../scripts/process/start-program.ts";
import { startRedis } from "../../../../scripts/redis/start-redis.ts";
import { peakRssBytes } from "../../../common/process-memory.ts";
import type { Contestant } from "../run.ts";
import { compareFloor } from "./compare-floor.ts";

/** Of one answer, and answers at once: as many as are the indexer's defaults. */
const RANGE_EVENTS = 2_000;
const RANGES_AT_ONCE = 4;

const doneSchema = z.object({ doneAtNs: z.string().transform((text) => BigInt(text)) });

/** Reads logs and writes Redis, and nothing else: what no indexer into Redis can be much faster than. */
export const floor: Contestant = {
  name: "floor",
  async run({ chain, server, folder }) {
    const { events, head, lastEventBlock } = chain.oracle;
    const redis = await startRedis({ folder: join(folder, "redis"), appendOnly: false });
    const rangeBlocks = Math.ceil((RANGE_EVENTS * lastEventBlock) / events);
    const done = Promise.withResolvers<bigint>();
    const program = await startProgram({
      file: "bench/indexer/contestants/floor/main.ts",
      args: [
        ...["--rpc", server.url, "--redis", redis.url, "--head", String(head)],
        ...["--range-blocks", String(rangeBlocks), "--ranges-at-once", String(RANGES_AT_ONCE)],
      ],
      announcement: z.strictObject({ started: z.literal(true) }),
      onLog: (line) => {
        if (line.startsWith('{"doneAtNs"')) done.resolve(doneSchema.parse(JSON.parse(line)).doneAtNs);
        else process.stderr.write(`floor: ${line}\n`);
      },
    });
    const reader = connectRedis(redis.url, (error) => done.reject(error));
    try {
      const atNs = await done.promise;
      const counts = await server.takeCounts();
      const peak = await peakRssBytes(program.pid);
      const differences = await compareFloor(reader, chain.oracle);
      return { eventsAtNs: atNs, caughtUpAtNs: atNs, peakRssBytes: peak, counts, differences };
    } finally {
      await program.kill();
      reader.disconnect();
      await redis.stop();
    }
  },
};
