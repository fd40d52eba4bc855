import { expect } from "chai";
import { z } from "zod";
import { type DeployedChain, deployTo } from "../../../indexer/test/harness/deployed-chain.ts";
import { until } from "../../../indexer/test/harness/until.ts";
import { startTestChain } from "../../../test/harness/chain.ts";
import { openTcpGate, type TcpGate } from "../../../test/harness/tcp-gate.ts";
import { testRedis } from "../../../test/harness/redis.ts";
import { parseConfig } from "../../src/config/config.ts";
import { createNode, type Node } from "../../src/create-node.ts";
import { template, temporaryFolder } from "../storage/folders.ts";

const SECRET = "endpoint-key";

const readinessSchema = z.strictObject({
  ready: z.boolean(),
  database: z.string(),
  chains: z.array(
    z.strictObject({
      chainId: z.number(),
      state: z.string(),
      blockNumber: z.number().optional(),
      reason: z.string().optional(),
    }),
  ),
});

describe("what the operator's port answers", () => {
  let deployed: DeployedChain;
  let redisGate: TcpGate;
  let node: Node;
  let removeFolder: () => Promise<void>;
  before(async () => {
    deployed = await deployTo(await startTestChain());
    const { folder, remove } = await temporaryFolder();
    removeFolder = remove;
    const { url, prefix } = await testRedis();
    const redis = new URL(url);
    redisGate = await openTcpGate(Number(redis.port));
    redis.port = String(redisGate.port);
    node = await createNode(
      parseConfig({
        IDOS_PORT: "0",
        IDOS_METRICS_PORT: "0",
        IDOS_RPC_URLS: `${deployed.chain.rpcUrl}/${SECRET}`,
        IDOS_CHAIN_ID: String(deployed.chain.chainId),
        IDOS_CONTRACT: deployed.contract,
        IDOS_DEPLOY_BLOCK: String(deployed.deployBlock),
        IDOS_POLL_INTERVAL_MS: "20",
        IDOS_STALE_AFTER_SECONDS: "2",
        IDOS_REDIS_URL: redis.href,
        IDOS_REDIS_PREFIX: prefix,
        IDOS_DATA_FOLDER: folder,
        IDOS_PGLITE_TEMPLATE: template,
        IDOS_LOG_LEVEL: "silent",
      }),
    );
    await node.start();
  });
  after(async () => {
    await node.stop();
    await redisGate.close();
    await deployed.chain.stop();
    await removeFolder();
  });

  const ask = async (path: string, method = "GET") => {
    const response = await fetch(`${node.operatorUrl}${path}`, { method });
    return { status: response.status, text: await response.text() };
  };
  const ready = async () => {
    const { status, text } = await ask("/readyz");
    expect(text).to.not.contain(SECRET);
    return { status, ...readinessSchema.parse(JSON.parse(text)) };
  };

  it("is ready when the stores answer and every index is, and says at which block", async () => {
    const seen = await until(ready, ({ status }) => status === 200);
    expect(seen).to.deep.include({ ready: true, database: "ready" });
    expect(seen.chains).to.have.length(1);
    expect(seen.chains[0]).to.include({ chainId: deployed.chain.chainId, state: "ready" });
  });

  it("shows the indexer's and the process' metrics, and no endpoint's URL", async () => {
    const { status, text } = await until(
      () => ask("/metrics"),
      ({ text }) => /^idos_indexer_state\{.*state="ready"\} 1$/m.test(text),
    );
    expect(status).to.equal(200);
    expect(text).to.match(/^idos_indexer_indexed_block\{chain_id="31337"/m);
    expect(text).to.match(/^process_cpu_seconds_total /m);
    expect(text).to.not.contain(SECRET);
  });

  it("is alive and not ready while the chain does not answer, and names it; ready again without a restart", async () => {
    await deployed.chain.stopRpc();
    const seen = await until(ready, ({ status }) => status === 503);
    expect(seen).to.deep.include({ ready: false, database: "ready" });
    expect(seen.chains[0]).to.include({ chainId: deployed.chain.chainId, state: "stale" });
    expect((await ask("/healthz")).status).to.equal(200);
    await deployed.chain.startRpc();
    await until(ready, ({ status }) => status === 200);
  });

  it("is alive and not ready while Redis does not answer", async () => {
    await redisGate.close();
    const seen = await until(ready, ({ status }) => status === 503);
    expect(seen.chains).to.deep.equal([{ chainId: deployed.chain.chainId, state: "unavailable" }]);
    expect((await ask("/healthz")).status).to.equal(200);
    await redisGate.reopen();
    await until(ready, ({ status }) => status === 200);
  });

  it("is nothing else, and not what everyone reaches", async () => {
    expect((await ask("/v1/info")).status).to.equal(404);
    expect((await ask("/metrics", "POST")).status).to.equal(405);
    for (const path of ["/metrics", "/readyz", "/healthz"])
      expect((await fetch(`${node.url}${path}`)).status).to.equal(404);
  });
});
