import { z } from "zod";
import { type Program, startProgram } from "../../../../scripts/process/start-program.ts";
import type { Endpoints } from "./settings.ts";

/** The indexer in a process of its own. */
export function startOurs({ rpcUrl, redisUrl, pollIntervalMs }: Endpoints): Promise<Program<unknown>> {
  return startProgram({
    file: "bench/indexer/contestants/ours/main.ts",
    args: ["--rpc", rpcUrl, "--redis", redisUrl, "--poll-interval-ms", String(pollIntervalMs)],
    announcement: z.strictObject({ started: z.literal(true) }),
    onLog: (line) => {
      // pino's warnings and errors: a run that has any is not what it seems.
      if (/"level":[456]0/.test(line) || !line.startsWith("{")) process.stderr.write(`ours: ${line}\n`);
    },
  });
}
