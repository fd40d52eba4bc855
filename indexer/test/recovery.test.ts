import { expect } from "chai";
import { Writable } from "node:stream";
import { type Logger, pino } from "pino";
import { askRedis } from "../../scripts/redis/ask-redis.ts";
import { startTestChain, type TestChain } from "../../test/harness/chain.ts";
import { ownRedis, testRedis } from "../../test/harness/redis.ts";
import { type DeployedChain, deployTo, newShareId, type TestGrant } from "./harness/deployed-chain.ts";
import { startRpcProxy } from "./harness/rpc-proxy.ts";
import { openTestIndex } from "./harness/test-indexer.ts";
import { until } from "./harness/until.ts";

/** What an operator would read. */
function logOf(): { logger: Logger; lines: string[] } {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { logger: pino({ level: "info" }, sink), lines };
}

describe("an indexer that cannot go on", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let one: TestGrant;
  before(async () => {
    chain = await startTestChain();
  });
  after(() => chain.stop());
  beforeEach(async () => {
    deployed = await deployTo(chain);
    one = { owner: 0, grantee: 1, shareId: newShareId() };
  });

  it("for an evicting Redis says once what to do, decides nothing, and recovers by itself", async () => {
    const redis = await ownRedis({ appendOnly: false });
    const index = openTestIndex(deployed, { url: redis.url, prefix: "t:" }, { finality: 0 });
    const { logger, lines } = logOf();
    try {
      await deployed.grant(one);
      const indexer = index.start({}, { logger });
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready granted");
      await askRedis(redis.port, "CONFIG SET maxmemory-policy allkeys-lru");
      const { reason } = await until(
        () => index.reader.status(),
        ({ state }) => state === "unhealthy",
      );
      expect(reason).to.contain("noeviction");
      await deployed.revoke(one);
      await until(
        () => index.verdict(one),
        (verdict) => !verdict.startsWith("ready"),
      );
      expect(lines.filter((line) => line.includes("cannot hold the index")).length).to.equal(1);
      expect(lines.find((line) => line.includes("cannot hold the index"))).to.contain("noeviction");
      await askRedis(redis.port, "CONFIG SET maxmemory-policy noeviction");
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready none");
    } finally {
      await index.close();
      await redis.remove();
    }
  });

  it("for an endpoint that leaves out logs reads them from another one, and says which left them out", async () => {
    const [liar, honest] = [await startRpcProxy(chain.rpcUrl), await startRpcProxy(chain.rpcUrl)];
    const index = openTestIndex(deployed, await testRedis(), {
      rpcUrls: [liar.url, honest.url],
      finality: 0,
    });
    const { logger, lines } = logOf();
    try {
      liar.tamper(({ method }) => (method === "eth_getLogs" ? { result: [] } : undefined));
      const since = await deployed.grant(one);
      const faults: string[] = [];
      const indexer = index.start(
        {},
        {
          logger,
          index: (real) => ({
            ...real,
            markFault(reason) {
              faults.push(reason);
              return real.markFault(reason);
            },
          }),
        },
      );
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready granted");
      expect(faults).to.deep.equal([
        `block ${since}: the contract counts 1 events, the logs give 0 (endpoint 1)`,
      ]);
      expect(honest.calls("eth_getLogs")).to.be.at.least(1);
      expect(lines.filter((line) => line.includes("another endpoint")).length).to.equal(1);
    } finally {
      await index.close();
      await Promise.all([liar.close(), honest.close()]);
    }
  });

  it("is followed at once by one that stands by, after it was stopped", async () => {
    const index = openTestIndex(deployed, await testRedis(), { finality: 0, takeOverAfterMs: 600_000 });
    try {
      const older = index.start();
      await older.caughtUp();
      const younger = index.start();
      await younger.caughtUp();
      await younger.stop();
      await deployed.grant(one);
      await older.caughtUp();
      expect(await index.verdict(one)).to.equal("ready granted");
    } finally {
      await index.close();
    }
  });
});
