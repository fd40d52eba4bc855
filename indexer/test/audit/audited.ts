import { type Bytes32, parseBytes32 } from "@idos/protocol";
import type { TestRedis } from "../../../test/harness/redis.ts";
import { type Audit, auditIndex } from "../../src/audit/audit-index.ts";
import { type ContractReplay, createContractReplay } from "../../src/audit/contract-replay.ts";
import { parseIndexerConfig } from "../../src/config.ts";
import { createRedisAuditedIndex } from "../../src/redis/audit/redis-audited-index.ts";
import { connectRedis } from "../../src/redis/connect.ts";
import { createChainSource } from "../../src/rpc/create-chain-source.ts";
import { type DeployedChain, newShareId, type TestGrant } from "../harness/deployed-chain.ts";

export interface Auditing {
  readonly redis: ReturnType<typeof connectRedis>;
  readonly replay: ContractReplay;
  audit(repair?: boolean): Promise<Audit>;
  close(): void;
}

/** Audits of one index; the replay of the contract's history is kept from one to the next. */
export function openAudit(deployed: DeployedChain, { url, prefix }: TestRedis, finality = 2): Auditing {
  const { chain, contract, deployBlock } = deployed;
  const config = parseIndexerConfig({
    ...{ rpcUrls: [chain.rpcUrl], chainId: chain.chainId, contract, deployBlock, finality },
    ...{ pollIntervalMs: 20, staleAfterSeconds: 30, redisUrl: url, redisPrefix: prefix },
  });
  const redis = connectRedis(url, () => undefined);
  const closing = new AbortController();
  const source = createChainSource({
    ...{ ...config, urls: config.rpcUrls, timeoutMs: 5_000, responseBytesMax: config.rpcResponseBytesMax },
    signal: closing.signal,
  });
  const replay = createContractReplay(source, config);
  const parts = { index: createRedisAuditedIndex(redis, config), replay, rules: config };
  return {
    redis,
    replay,
    audit: (repair = false) => auditIndex(parts, { repair }),
    close() {
      source.close();
      closing.abort();
      redis.disconnect();
    },
  };
}

const handle = (): Bytes32 => parseBytes32(newShareId());

/**
 * A history of a few hundred grants: lists that reach beyond the shared places and the first chunk, sealed grants,
 * epochs, renewals that are not confirmed yet, ends, and unconfirmed blocks that can be undone.
 */
export async function playHistory(deployed: DeployedChain): Promise<void> {
  const many = (owner: number, grantee: number, count: number): TestGrant[] =>
    Array.from({ length: count }, () => ({ owner, grantee, shareId: newShareId() }));
  const long = many(0, 3, 100);
  await deployed.grantMany(long);
  await deployed.grantMany(many(0, 4, 10));
  for (const owner of [1, 2, 5]) await deployed.grantMany([...many(owner, 3, 9), ...many(owner, 6, 20)]);
  await deployed.revokeAll(5);
  await deployed.revokeAll(5);
  await deployed.revokeAll(6);
  await deployed.grantMany(many(5, 7, 18));
  for (let n = 0; n < 6; n++) await deployed.grantSealed(n % 3, handle(), 4_000_000_000n);
  for (const grant of long.slice(5, 9)) await deployed.revoke(grant);
  const [renewed, ended] = many(7, 8, 2);
  if (renewed === undefined || ended === undefined) throw new Error("two grants were made");
  await deployed.grantMany([renewed, ended]);
  await deployed.revoke(ended);
  await deployed.chain.mine(3);
  await deployed.grant(renewed, 4_100_000_000n);
  await deployed.grant(renewed, 4_200_000_000n);
}
