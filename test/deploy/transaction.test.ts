import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { concat, parseEther, type TransactionRequest, Wallet } from "ethers";
import { type RpcProxy, startRpcProxy } from "../../indexer/test/harness/rpc-proxy.ts";
import { CREATION_CALL } from "../../scripts/deploy/creation.ts";
import { CREATE2_PROXY, installProxy } from "../../scripts/deploy/create2-proxy.ts";
import { type DeployOptions, deployContract } from "../../scripts/deploy/deploy-contract.ts";
import { readDeployment } from "../../scripts/deploy/record.ts";
import { DeployWorld, KEY, type LiveChain, OTHER_KEY, SEPOLIA } from "./support/deploying.ts";

/** Code that passes what it is called with on to `target`, does not care how that ends, and ends with `ending`. */
const passOn = (target: string, ending: string): string =>
  concat(["0x365f5f375f5f365f5f73", target, "0x5af1", ending]);

const FORWARDER = "0x00000000000000000000000000000000000f04a4";
const REVERTER = "0x0000000000000000000000000000000000042e42";
const RECKLESS = "0x000000000000000000000000000000000042ec13";
const CODES = [
  [FORWARDER, passOn(CREATE2_PROXY, "0x00")],
  [REVERTER, passOn(CREATE2_PROXY, "0x5f5ffd")],
  [RECKLESS, passOn(REVERTER, "0x00")],
] as const;

const GAS = { gasLimit: 4_000_000n };
/** Miners take the dearest first. */
const FIRST = { maxFeePerGas: parseEther("0.000001"), maxPriorityFeePerGas: parseEther("0.0000005") };

describe("the transaction that a deployment's record names", () => {
  let world: DeployWorld;
  let chain: LiveChain;
  let rpc: RpcProxy;

  beforeEach(async () => {
    world = await DeployWorld.open();
    chain = await world.startChain(SEPOLIA);
    rpc = await startRpcProxy(chain.url);
    world.onClose(() => rpc.close());
    await installProxy(chain.provider, new Wallet(KEY, chain.provider), () => undefined);
    for (const code of CODES) await chain.provider.send("hardhat_setCode", code);
  });
  afterEach(() => world.close());

  /** One block with both transactions; resolves to their hashes. */
  async function mine(stranger: TransactionRequest, own: TransactionRequest): Promise<[string, string]> {
    await chain.provider.send("evm_setAutomine", [false]);
    const first = await new Wallet(OTHER_KEY, chain.provider).sendTransaction({ ...FIRST, ...stranger });
    const second = await new Wallet(KEY, chain.provider).sendTransaction(own);
    await chain.provider.send("evm_mine", []);
    await chain.provider.send("evm_setAutomine", [true]);
    return [first.hash, second.hash];
  }
  const options = (provider = chain.provider): DeployOptions => ({
    ...{ provider, signer: new Wallet(KEY, provider) },
    ...{ network: "sepolia", chainId: SEPOLIA, folder: world.folder },
  });
  const recorded = async (transactionHash?: string, provider = chain.provider): Promise<string> =>
    deployContract({ ...options(provider), transactionHash }).then(
      ({ record }) => record.transactionHash,
      (error: unknown) => String(error),
    );

  it("is the creation that succeeded, where a stranger's failed before it in the same block", async () => {
    const [failed, made] = await mine({ ...CREATION_CALL, gasLimit: 700_000n }, { ...CREATION_CALL, ...GAS });
    expect((await chain.provider.getTransactionReceipt(failed))?.index).to.equal(0);
    expect((await chain.provider.getTransactionReceipt(failed))?.status).to.equal(0);
    expect(await recorded(failed)).to.equal(`Error: ${failed} did not make the contract`);
    expect(await recorded()).to.equal(made);
  });

  it("is not another one of the same block, even if it is named", async () => {
    const [payment, made] = await mine(
      { to: Wallet.createRandom().address, value: 1n },
      { ...CREATION_CALL, ...GAS },
    );
    expect(await recorded(payment)).to.equal(`Error: ${payment} did not make the contract`);
    expect(await readDeployment(world.folder, "sepolia")).to.equal(undefined);
    expect(await recorded(made)).to.equal(made);
  });

  it("is the one named that made it among other things, which its trace shows", async () => {
    const [made, late] = await mine(
      { to: FORWARDER, data: CREATION_CALL.data, ...GAS },
      { to: FORWARDER, data: CREATION_CALL.data, ...GAS },
    );
    expect((await chain.provider.getTransactionReceipt(late))?.status).to.equal(1);
    expect(await recorded()).to.match(/in block 3 within somebody's larger transaction: name it/);
    expect(await recorded(late)).to.equal(`Error: ${late} did not make the contract`);
    expect(await recorded(made)).to.equal(made);
  });

  it("is not one that made it and took that back", async () => {
    const [undone, made] = await mine(
      { to: RECKLESS, data: CREATION_CALL.data, ...GAS },
      { ...CREATION_CALL, ...GAS },
    );
    expect((await chain.provider.getTransactionReceipt(undone))?.status).to.equal(1);
    expect(await recorded(undone)).to.equal(`Error: ${undone} did not make the contract`);
    expect(await recorded()).to.equal(made);
  });

  it("is not believed of a larger one where the endpoint shows no trace", async () => {
    const [made] = await mine(
      { to: FORWARDER, data: CREATION_CALL.data, ...GAS },
      { to: Wallet.createRandom().address },
    );
    const message = "the method debug_traceTransaction does not exist";
    rpc.tamper(({ method }) =>
      method === "debug_traceTransaction" ? { error: { code: -32601, message } } : undefined,
    );
    const through = world.connect(rpc.url, SEPOLIA);
    expect(await recorded(made, through)).to.include("cannot tell whether it made it");
    rpc.tamper(undefined);
    expect(await recorded(made, through)).to.equal(made);
  });

  it("is not believed where the endpoint has no receipt of it", async () => {
    const made = await recorded();
    await rm(join(world.folder, "sepolia.json"));
    rpc.tamper(({ method }) => (method === "eth_getTransactionReceipt" ? { result: null } : undefined));
    const through = world.connect(rpc.url, SEPOLIA);
    expect(await recorded(made, through)).to.equal(
      `Error: the endpoint has no receipt of ${made}: use another one`,
    );
  });
});
