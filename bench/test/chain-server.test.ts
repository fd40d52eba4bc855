import { createGrantIndexReader, createIndexer } from "@idos/indexer";
import { bytes32Schema, EVENT_TOPICS } from "@idos/protocol";
import { expect } from "chai";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { z } from "zod";
import { testRedis } from "../../test/harness/redis.ts";
import { CONTRACT } from "../indexer/chain/facts.ts";
import { REALISTIC_MIX } from "../indexer/chain/history.ts";
import type { ChainPlan } from "../indexer/chain/plans.ts";
import { type RecordedChain, writeRecording } from "../indexer/chain/provide-chain.ts";
import { compareIndex } from "../indexer/contestants/ours/compare-index.ts";
import { indexerSettings, PLACE, RULES } from "../indexer/contestants/ours/settings.ts";
import { type ChainServer, startServer } from "../indexer/server/start-server.ts";

const PLAN: ChainPlan = {
  ...{ name: "test", seed: 5, blocks: 20, eventsPerBlock: 20, distribution: "realistic", revokingBlocks: 0 },
  mix: REALISTIC_MIX,
};

const logsSchema = z.object({
  id: z.number(),
  result: z.array(z.object({ topics: z.array(bytes32Schema), blockHash: bytes32Schema })),
});

describe("the benchmark's chain server", () => {
  let folder: string;
  let chain: RecordedChain;
  let server: ChainServer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "idos-bench-test-"));
    chain = await writeRecording(PLAN, folder);
    server = await startServer({ chain, latencyMs: 0 });
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function logs(filters: readonly object[]) {
    const requests = filters.map((filter, id) => ({
      jsonrpc: "2.0",
      id,
      method: "eth_getLogs",
      params: [filter],
    }));
    const response = await fetch(server.url, { method: "POST", body: JSON.stringify(requests) });
    return z
      .array(logsSchema)
      .parse(await response.json())
      .map(({ result }) => result);
  }

  it("gives the logs that a filter asks for, of a range and of a block", async () => {
    const range = { fromBlock: "0x0", toBlock: "latest" };
    const [all = [], revoked = [], foreign] = await logs([
      { ...range, address: CONTRACT, topics: [Object.values(EVENT_TOPICS)] },
      { ...range, topics: [EVENT_TOPICS.revoked] },
      { ...range, address: "0x0000000000000000000000000000000000000001" },
    ]);
    expect(all).to.have.length(chain.oracle.events);
    expect(revoked).to.deep.equal(all.filter(({ topics }) => topics[0] === EVENT_TOPICS.revoked));
    expect(revoked).not.to.be.empty;
    expect(foreign).to.be.empty;
    const hash = all[0]?.blockHash;
    expect(await logs([{ blockHash: hash }])).to.deep.equal([
      all.filter(({ blockHash }) => blockHash === hash),
    ]);
  });

  it("leads the indexer to what the oracle says, over HTTP and over WebSocket", async () => {
    for (const rpcUrl of [server.url, server.socketUrl]) {
      const { url: redisUrl, prefix: redisPrefix } = await testRedis();
      const settings = indexerSettings({ rpcUrl, redisUrl, pollIntervalMs: 100 });
      const indexer = createIndexer({ ...settings, redisPrefix }, { logger: pino({ level: "silent" }) });
      const reader = createGrantIndexReader({ redis: redisUrl, redisPrefix, ...PLACE, ...RULES });
      try {
        indexer.start();
        await indexer.caughtUp();
        expect((await reader.status()).seq).to.equal(chain.oracle.seq);
        expect(await compareIndex(reader, chain.oracle)).to.be.empty;
        // The comparison itself can fail.
        const [first, ...others] = chain.oracle.grants;
        expect(first).not.to.equal(undefined);
        const wrong = { ...chain.oracle, grants: others, ended: first === undefined ? [] : [first] };
        expect(await compareIndex(reader, wrong)).to.have.length(1);
      } finally {
        await indexer.stop();
        reader.close();
      }
    }
  });
});
