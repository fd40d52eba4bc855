import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { Wallet } from "ethers";
import { until } from "../../indexer/test/harness/until.ts";
import { type RpcProxy, startRpcProxy } from "../../indexer/test/harness/rpc-proxy.ts";
import { CONTRACT_ADDRESS } from "../../scripts/deploy/creation.ts";
import { CREATE2_PROXY, installProxy } from "../../scripts/deploy/create2-proxy.ts";
import { type DeployOptions, deployContract } from "../../scripts/deploy/deploy-contract.ts";
import { readDeployment } from "../../scripts/deploy/record.ts";
import { DeployWorld, KEY, type LiveChain, OTHER_KEY, SEPOLIA } from "./support/deploying.ts";

describe("a deployment that was broken off", () => {
  let world: DeployWorld;
  let chain: LiveChain;
  let rpc: RpcProxy;

  beforeEach(async () => {
    world = await DeployWorld.open();
    chain = await world.startChain(SEPOLIA);
    rpc = await startRpcProxy(chain.url);
    world.onClose(() => rpc.close());
    await installProxy(chain.provider, new Wallet(KEY, chain.provider), () => undefined);
  });
  afterEach(() => world.close());

  const options = (key: string, through: Pick<LiveChain, "provider"> = chain): DeployOptions => ({
    ...{ provider: through.provider, signer: new Wallet(key, through.provider) },
    ...{ network: "sepolia", chainId: SEPOLIA, folder: world.folder },
  });
  const recordFile = (): string => join(world.folder, "sepolia.json");
  const mine = (): Promise<unknown> => chain.provider.send("evm_mine", []);
  /** Transactions to the deployment proxy, in all blocks: how often somebody paid for a deployment. */
  async function creations(): Promise<number> {
    const head = await chain.provider.getBlockNumber();
    const numbers = Array.from({ length: head + 1 }, (_, number) => number);
    const blocks = await Promise.all(numbers.map((number) => chain.provider.getBlock(number, true)));
    const sent = blocks.flatMap((block) => block?.prefetchedTransactions ?? []);
    return sent.filter(({ to }) => to === CREATE2_PROXY).length;
  }

  it("by SIGKILL between sending and recording is completed by the next run, which sends nothing", async () => {
    rpc.tamper(({ method }) => (method === "eth_getTransactionReceipt" ? "silence" : undefined));
    const flags = ["--network", "sepolia", "--rpc", rpc.url, "--confirmations", "1", "--no-verify"];
    const first = world.start(flags, { DEPLOYER_PRIVATE_KEY: KEY });
    await until(
      () => Promise.resolve(rpc.calls("eth_getTransactionReceipt")),
      (calls) => calls > 0,
    );
    first.kill();
    expect((await first.finished).exitCode).to.equal(null);
    expect(await readDeployment(world.folder, "sepolia")).to.equal(undefined);
    for (let blocks = 0; blocks < 40; blocks++) await mine();

    rpc.tamper(undefined);
    const { exitCode, stdout } = await world.deploy(rpc.url);
    expect(exitCode).to.equal(0);
    expect(stdout).to.include("its record is missing and will be completed");
    expect(stdout).to.include(`already deployed on sepolia: ${CONTRACT_ADDRESS}, block 3`);
    expect(rpc.calls("eth_sendRawTransaction")).to.equal(1);
    const record = await readDeployment(world.folder, "sepolia");
    const receipt = await chain.provider.getTransactionReceipt(record?.transactionHash ?? "");
    expect(receipt).to.include({ to: CREATE2_PROXY, blockNumber: 3 });
  });

  it("while its transaction waits to be mined is not paid for twice", async () => {
    await chain.provider.send("evm_setAutomine", [false]);
    rpc.tamper(({ method }) =>
      method === "eth_sendRawTransaction" ? { body: "gone", status: 500 } : undefined,
    );
    const through = { provider: world.connect(rpc.url, SEPOLIA) };
    const lost = deployContract(options(KEY, through)).catch((error: unknown) => error);
    const waiting = (): Promise<unknown> =>
      chain.provider.send("eth_getBlockTransactionCountByNumber", ["pending"]);
    await until(waiting, (count) => Number(count) === 1);
    const progress: string[] = [];
    const second = deployContract({ ...options(KEY, through), onProgress: (line) => progress.push(line) });
    await until(
      () => Promise.resolve(progress),
      (lines) => lines.some((line) => line.includes("that is under way")),
    );
    await mine();
    await Promise.all([lost, second]);
    expect(await creations()).to.equal(1);
    expect(rpc.calls("eth_sendRawTransaction")).to.equal(1);
    expect((await second).record.address).to.equal(CONTRACT_ADDRESS);
  });

  it("is found in the block that made it, however long ago, once the record is lost", async () => {
    for (let blocks = 0; blocks < 5; blocks++) await mine();
    const first = await deployContract(options(KEY));
    for (let blocks = 0; blocks < 100; blocks++) await mine();
    await rm(recordFile());
    const second = await deployContract(options(OTHER_KEY));
    expect(second).to.deep.equal({ record: first.record, deployed: false });
  });

  describe("at an endpoint that keeps no old state", () => {
    let made: string;

    beforeEach(async () => {
      made = (await deployContract(options(KEY))).record.transactionHash;
      for (let blocks = 0; blocks < 100; blocks++) await mine();
      await rm(recordFile());
      const pruned = { error: { code: -32000, message: "missing trie node" } };
      rpc.tamper(({ method, params: [, block] }) =>
        method === "eth_getCode" && block !== "latest" && Number(block) < 60 ? pruned : undefined,
      );
    });
    const through = () => ({ provider: world.connect(rpc.url, SEPOLIA) });

    it("is not guessed at: the message says what helps", async () => {
      const error = await deployContract(options(KEY, through())).catch((refusal: unknown) => refusal);
      expect(String(error)).to.match(/does not know the state at block \d+ .*--transaction HASH/);
      expect(await readDeployment(world.folder, "sepolia")).to.equal(undefined);
    });

    it("is completed from the transaction that is named", async () => {
      const { record } = await deployContract({ ...options(KEY, through()), transactionHash: made });
      expect(record).to.include({ transactionHash: made, blockNumber: 3 });
    });
  });

  it("is not completed from a transaction that did not make it", async () => {
    const { record } = await deployContract(options(KEY));
    await rm(recordFile());
    const [other] = (await chain.provider.getBlock(1))?.transactions ?? [];
    for (const [transactionHash, words] of [
      [other, "did not make the contract"],
      [`0x${"11".repeat(32)}`, "there is no transaction"],
    ] as const) {
      const error = await deployContract({ ...options(KEY), transactionHash }).catch(
        (refusal: unknown) => refusal,
      );
      expect(String(error)).to.include(words);
    }
    expect(record.blockNumber).to.equal(3);
  });

  it("does not become two when two run at once: both end with the same record", async () => {
    await chain.provider.send("evm_setAutomine", [false]);
    const one = deployContract(options(KEY));
    const two = deployContract(options(OTHER_KEY));
    const waiting = (): Promise<unknown> =>
      chain.provider.send("eth_getBlockTransactionCountByNumber", ["pending"]);
    await until(waiting, (count) => Number(count) === 2);
    await mine();
    const [{ record }, other] = await Promise.all([one, two]);
    expect(other.record).to.deep.equal(record);
    expect(JSON.parse(await readFile(recordFile(), "utf8"))).to.deep.equal(record);
  });
});
