import { join } from "node:path";
import { nodeInfoSchema, type Origin, PATHS } from "@idos/protocol";
import { Wallet } from "ethers";
import { expect } from "chai";
import { type DeployedChain, deployTo } from "../../../indexer/test/harness/deployed-chain.ts";
import { freePort } from "../../../scripts/process/free-port.ts";
import { startTestChain } from "../../../test/harness/chain.ts";
import { testRedis } from "../../../test/harness/redis.ts";
import { get } from "../harness/exchange.ts";
import { makeVersion, put, stage, type Version } from "../harness/records.ts";
import { createUser, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { DASHBOARD, type ReachableNode } from "../harness/test-node.ts";
import { template, temporaryFolder } from "../storage/folders.ts";
import { type NodeProcess, startNodeProcess } from "./node-process.ts";

const WRITERS = 4;
const WRITES_BEFORE_KILL = 40;

describe("the node as a process", () => {
  let deployed: DeployedChain;
  let folder: string;
  let removeFolder: () => Promise<void>;
  let variables: Record<string, string>;
  const provider = new Wallet(Wallet.createRandom().privateKey);

  const reach = (origin: Origin): ReachableNode => ({ origin, deployed, provider, clock: { aheadMs: 0 } });

  before(async () => {
    deployed = await deployTo(await startTestChain());
    ({ folder, remove: removeFolder } = await temporaryFolder());
    const { url, prefix } = await testRedis();
    variables = {
      IDOS_PORT: String(await freePort()),
      IDOS_RPC_URLS: deployed.chain.rpcUrl,
      IDOS_CHAIN_ID: String(deployed.chain.chainId),
      IDOS_CONTRACT: deployed.contract,
      IDOS_DEPLOY_BLOCK: String(deployed.deployBlock),
      IDOS_FINALITY: "0",
      IDOS_POLL_INTERVAL_MS: "50",
      IDOS_REDIS_URL: url,
      IDOS_REDIS_PREFIX: prefix,
      IDOS_DATA_FOLDER: join(folder, "data"),
      IDOS_PGLITE_TEMPLATE: template,
      IDOS_PROVIDERS: provider.address,
      IDOS_ORIGINS: JSON.stringify({ [DASHBOARD]: ["read", "write", "share", "delete", "keys"] }),
      IDOS_LOG_LEVEL: "error",
    };
  });
  after(async () => {
    await deployed.chain.stop();
    await removeFolder();
  });

  it("serves where it says that it listens, and ends by SIGTERM with exit code 0", async () => {
    const node = await startNodeProcess(variables);
    expect(node.origin).to.equal(`http://127.0.0.1:${variables["IDOS_PORT"] ?? ""}`);
    const response = await fetch(node.origin + PATHS.info);
    const info = nodeInfoSchema.parse(await response.json());
    const { chain, contract } = deployed;
    const chains = [{ chainId: chain.chainId, contract, finality: 0 }];
    expect(await node.stop()).to.equal(0);
    expect(info).to.deep.include({ origin: node.origin, chains });
  });

  it("does not start with a wrong configuration, and names what is wrong", async () => {
    const error = await startNodeProcess({ ...variables, IDOS_PORT: "x", IDOS_CHAIN_ID: "y" }).catch(String);
    expect(error)
      .to.match(/ended with 2: idos: the configuration does not hold/)
      .and.contain("IDOS_PORT")
      .and.contain("IDOS_CHAIN_ID")
      .and.not.contain("    at ");
  });

  it("does not start on a folder that another node has open", async () => {
    const node = await startNodeProcess(variables);
    const second = await startNodeProcess({ ...variables, IDOS_PORT: "0" }).catch(String);
    await node.stop();
    expect(second)
      .to.match(/ended with 1/)
      .and.contain("is in use by another process");
  });

  it("killed in the middle of writes, it has every acknowledged one when it is started again", async () => {
    const node = await startNodeProcess(variables);
    const reachable = reach(node.origin);
    const backend = await signedInProvider(reachable);
    const users = await Promise.all(Array.from({ length: WRITERS }, () => createUser(reachable, backend)));
    const acknowledged = await writeUntilKilled(node, reachable, users);

    const again = await startNodeProcess(variables);
    try {
      expect(again.origin).to.equal(node.origin);
      for (const [user, versions] of acknowledged) {
        for (const { header, envelope } of versions) {
          const read = succeeded(await user.request(get(PATHS.recordEnvelope(header.record))));
          expect(Buffer.compare(read.bytes, envelope)).to.equal(0);
        }
        succeeded(await user.request(stage(await makeVersion(reachable, user, user.userId))));
      }
    } finally {
      await again.stop();
    }
  });

  async function writeUntilKilled(
    node: NodeProcess,
    reachable: ReachableNode,
    users: readonly User[],
  ): Promise<ReadonlyMap<User, Version[]>> {
    const acknowledged = new Map<User, Version[]>(users.map((user) => [user, []]));
    let writes = 0;
    let killing: Promise<void> | undefined;
    const write = async (user: User): Promise<void> => {
      while (killing === undefined) {
        const version = await makeVersion(reachable, user, user.userId);
        const staged = await user.request(stage(version)).catch(() => undefined);
        const answer =
          staged?.status === 204 ? await user.request(put(version)).catch(() => undefined) : staged;
        if (answer !== undefined) {
          succeeded(answer);
          acknowledged.get(user)?.push(version);
          writes += 1;
        }
        if (writes >= WRITES_BEFORE_KILL) killing ??= node.kill();
      }
    };
    await Promise.all(users.map(write));
    await killing;
    return acknowledged;
  }
});
