import type { ChainConfig } from "../config/chains.ts";
import type { NodeConfig } from "../config/config.ts";
import type { Finding } from "./finding.ts";
import { judgeChain } from "./judge-chain.ts";
import { judgeClock } from "./judge-clock.ts";
import { judgeFolder, judgePostgres } from "./judge-database.ts";
import { judgeDisk } from "./judge-disk.ts";
import { judgeOperatorPort } from "./judge-operator-port.ts";
import { judgeOrigin } from "./judge-origin.ts";
import { judgePrivateFile } from "./judge-private-file.ts";
import { judgeRedis } from "./judge-redis.ts";
import { probeClocks, probeEndpoints } from "./probe-chain.ts";
import { probeFolder, probePostgres } from "./probe-database.ts";
import { probeDisk } from "./probe-disk.ts";
import { probeOperatorPort, probeOrigin } from "./probe-origin.ts";
import { probePrivateFile } from "./probe-private-file.ts";
import { probeRedis } from "./probe-redis.ts";

/** A file that holds secrets, by what it is. */
export type PrivateFile = readonly [part: string, path: string];

/** Looks at everything that a node with this configuration stands on, and changes nothing. `clock` in milliseconds. */
export async function examine(
  config: NodeConfig,
  privateFiles: readonly PrivateFile[],
  clock: () => number = Date.now,
): Promise<readonly Finding[]> {
  const { origin, operator, redisUrl, chains } = config;
  const parts = await Promise.all([
    ...chains.map((chain) => examineChain(chain, clock)),
    probeClocks(
      chains.flatMap(({ rpcUrls }) => rpcUrls),
      clock,
    ).then(judgeClock),
    probeRedis(redisUrl).then(judgeRedis),
    examineDatabase(config),
    probeOrigin(origin).then(judgeOrigin),
    probeOperatorPort(operator, origin).then(judgeOperatorPort),
    ...privateFiles.map(([part, path]) => probePrivateFile(part, path).then(judgePrivateFile)),
  ]);
  return parts.flat();
}

async function examineChain(chain: ChainConfig, clock: () => number): Promise<readonly Finding[]> {
  return judgeChain(chain, await probeEndpoints(chain), Math.floor(clock() / 1_000));
}

async function examineDatabase({ postgres, dataFolder }: NodeConfig): Promise<readonly Finding[]> {
  if (postgres !== undefined) return judgePostgres(await probePostgres(postgres.url));
  const [folder, disk] = await Promise.all([probeFolder(dataFolder), probeDisk(dataFolder)]);
  return [judgeFolder(folder), judgeDisk(disk)];
}
