import { once } from "node:events";
import { connect } from "node:net";
import { expect } from "chai";
import { type DeployedChain, deployTo } from "../../../indexer/test/harness/deployed-chain.ts";
import { startTestChain } from "../../../test/harness/chain.ts";
import { testRedis } from "../../../test/harness/redis.ts";
import { type NodeConfig, parseConfig } from "../../src/config/config.ts";
import { createNode } from "../../src/create-node.ts";
import { openPgliteStore } from "../../src/storage/sql/pglite/open-pglite-store.ts";
import { createPerson } from "../storage/examples.ts";
import { template, temporaryFolder } from "../storage/folders.ts";

describe("createNode", () => {
  let deployed: DeployedChain;
  let folder: string;
  let removeFolder: () => Promise<void>;
  let config: NodeConfig;

  before(async () => {
    deployed = await deployTo(await startTestChain());
    ({ folder, remove: removeFolder } = await temporaryFolder());
    const { url, prefix } = await testRedis();
    config = parseConfig({
      IDOS_PORT: "0",
      IDOS_RPC_URLS: deployed.chain.rpcUrl,
      IDOS_CHAIN_ID: String(deployed.chain.chainId),
      IDOS_CONTRACT: deployed.contract,
      IDOS_DEPLOY_BLOCK: String(deployed.deployBlock),
      IDOS_REDIS_URL: url,
      IDOS_REDIS_PREFIX: prefix,
      IDOS_DATA_FOLDER: folder,
      IDOS_PGLITE_TEMPLATE: template,
      IDOS_LOG_LEVEL: "silent",
    });
  });
  after(async () => {
    await deployed.chain.stop();
    await removeFolder();
  });

  it("stops once, however often it is told to, and leaves its folder free", async () => {
    const node = await createNode(config);
    expect(() => node.url).to.throw("the node was not started");
    await node.start();
    expect((await fetch(`${node.url}/v1/info`)).status).to.equal(200);
    await Promise.all([node.stop(), node.stop()]);
    expect(await fetch(node.url).catch(() => "refused")).to.equal("refused");
    await (await openPgliteStore(folder)).close();
  });

  it("stops within the time that supervisors give, whatever half-sent requests there are", async () => {
    const node = await createNode(config);
    await node.start();
    const head =
      "POST /v1/sessions HTTP/1.1\r\nhost: a\r\nconnection: keep-alive\r\ncontent-length: 1000\r\n";
    const sockets = Array.from({ length: 20 }, () => connect(Number(new URL(node.url).port), "127.0.0.1"));
    for (const socket of sockets) {
      socket.on("error", () => undefined);
      await once(socket, "connect");
      // Its head never ends, so no handler comes to answer it.
      socket.write(head);
    }
    const startedAt = Date.now();
    await node.stop();
    expect(Date.now() - startedAt).to.be.below(4_900);
    for (const socket of sockets) socket.destroy();
  });

  it("leaves nothing open when a part cannot be built", async () => {
    const store = await openPgliteStore(folder);
    const failed = await createNode(config).catch(String);
    expect(failed).to.contain("is in use by another process");
    await store.close();
  });

  it("leaves nothing open when it cannot listen and is stopped", async () => {
    const one = await createNode(config);
    await one.start();
    const store = await openPgliteStore(`${folder}/other`, { template });
    const port = Number(new URL(one.url).port);
    const two = await createNode({ ...config, port }, { store });
    expect(await two.start().catch(String)).to.contain("EADDRINUSE");
    await two.stop();
    await one.stop();
    await createPerson(store);
    await store.close();
  });
});
