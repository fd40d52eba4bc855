import { z } from "zod";
import { startProgram } from "../process/start-program.ts";

export interface ChainOptions {
  /** Default: a free port. */
  readonly port?: number;
  /** Default true: a block per transaction. */
  readonly automine?: boolean;
  /** Default 0: no blocks but those of transactions. */
  readonly blockIntervalMs?: number;
}

export interface Chain {
  readonly rpcUrl: string;
  readonly wsUrl: string;
  readonly port: number;
  readonly pid: number;
  /** The chain lives in memory: it is lost with its process. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** Starts a local chain as a process of its own; it ends when this process ends. */
export async function startChain(options: ChainOptions = {}): Promise<Chain> {
  const { port: wanted = 0, automine = true, blockIntervalMs = 0 } = options;
  const flags = ["--port", String(wanted), "--block-interval-ms", String(blockIntervalMs)];
  const program = await startProgram({
    file: "scripts/chain/main.ts",
    args: automine ? flags : [...flags, "--no-automine"],
    announcement: z.strictObject({ port: z.number() }),
  });
  const { port } = program.announcement;
  return {
    port,
    pid: program.pid,
    rpcUrl: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}`,
    stop: () => program.stop(),
    kill: () => program.kill(),
  };
}
