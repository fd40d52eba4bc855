import { type NodeConfig, parseConfig } from "@idos/node";
import { z } from "zod";
import type { DeployedChain } from "../../../indexer/test/harness/deployed-chain.ts";
import { runIndexCommand } from "../../../scripts/index/run-command.ts";
import type { TestRedis } from "../../harness/redis.ts";

export interface Ended {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

export interface IndexCommand {
  /** The node's settings, as an operator sets them. */
  readonly environment: Readonly<Record<string, string>>;
  run(...args: string[]): Promise<Ended>;
  /** What it prints with --json, and its exit code. */
  json(...args: string[]): Promise<{ readonly exitCode: number; readonly facts: Record<string, unknown> }>;
}

const factsSchema = z.record(z.string(), z.unknown());

/** `./idos index` in this process, for a contract on a chain and the index in a Redis. */
export function indexCommand(
  { chain, contract, deployBlock }: DeployedChain,
  redis: TestRedis,
  own: Readonly<Record<string, string>> = {},
  interruption: AbortSignal = new AbortController().signal,
): IndexCommand {
  const environment = {
    IDOS_RPC_URLS: chain.rpcUrl,
    IDOS_CHAIN_ID: String(chain.chainId),
    IDOS_CONTRACT: contract,
    IDOS_DEPLOY_BLOCK: String(deployBlock),
    IDOS_FINALITY: "2",
    IDOS_POLL_INTERVAL_MS: "20",
    IDOS_STALE_AFTER_SECONDS: "30",
    IDOS_REDIS_URL: redis.url,
    IDOS_REDIS_PREFIX: redis.prefix,
    ...own,
  };
  const config = (): NodeConfig => parseConfig(environment);

  async function run(...args: string[]): Promise<Ended> {
    const texts = { out: "", err: "" };
    const exitCode = await runIndexCommand(args, config, {
      streams: {
        out: { write: (text) => (texts.out += text) },
        err: { write: (text) => (texts.err += text) },
      },
      ask: undefined,
      interruption,
    });
    return { exitCode, ...texts };
  }

  return {
    environment,
    run,
    async json(...args) {
      const { exitCode, out } = await run(...args, "--json");
      return { exitCode, facts: factsSchema.parse(JSON.parse(out)) };
    },
  };
}
