import { z } from "zod";
import { startProgram } from "../../../scripts/process/start-program.ts";
import type { RecordedChain } from "../chain/provide-chain.ts";
import { type Counts, countsSchema, releasedSchema } from "./control.ts";

export interface ChainServer {
  readonly url: string;
  readonly socketUrl: string;
  /** Shows one block more; says when, by the machine's monotonic clock. */
  release(): Promise<{ readonly head: number; readonly atNs: bigint }>;
  /** The requests since the last call. */
  takeCounts(): Promise<Counts>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly chain: RecordedChain;
  /** Before each answer. */
  readonly latencyMs: number;
  /** The newest block that is shown at first. Default: the last one. */
  readonly head?: number;
}

/** The recorded chain behind JSON-RPC, in a process of its own. */
export async function startServer({ chain, latencyMs, head }: ServerOptions): Promise<ChainServer> {
  const program = await startProgram({
    file: "bench/indexer/server/main.ts",
    args: [
      ...["--chain", chain.chainFile, "--latency-ms", String(latencyMs)],
      ...(head === undefined ? [] : ["--head", String(head)]),
    ],
    announcement: z.strictObject({ port: z.number() }),
    onLog: (line) => process.stderr.write(`chain server: ${line}\n`),
  });
  const url = `http://127.0.0.1:${program.announcement.port}`;
  const ask = async (path: string): Promise<unknown> => (await fetch(`${url}${path}`)).json();
  return {
    url,
    socketUrl: url.replace("http", "ws"),
    release: async () => releasedSchema.parse(await ask("/release")),
    takeCounts: async () => countsSchema.parse(await ask("/counts")),
    stop: () => program.stop(),
  };
}
