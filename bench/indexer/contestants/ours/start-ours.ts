import { z } from "zod";
import { OPERATOR_NODE_OPTIONS } from "../../../../scripts/process/operator-node-options.ts";
import { type Program, startProgram } from "../../../../scripts/process/start-program.ts";
import type { Endpoints } from "./settings.ts";

/** The indexer in a process of its own, started as operators start a node. */
export function startOurs({ rpcUrl, redisUrl, pollIntervalMs }: Endpoints): Promise<Program<unknown>> {
  return startProgram({
    file: "bench/indexer/contestants/ours/main.ts",
    nodeOptions: OPERATOR_NODE_OPTIONS,
    args: ["--rpc", rpcUrl, "--redis", redisUrl, "--poll-interval-ms", String(pollIntervalMs)],
    announcement: z.strictObject({ started: z.literal(true) }),
    onLog: (line) => {
      // pino's warnings and errors: a run that has any is not what it seems.
      if (/"level":[456]0/.test(line) || !line.startsWith("{")) process.stderr.write(`ours: ${line}\n`);
    },
  });
}
