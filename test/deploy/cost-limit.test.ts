import { expect } from "chai";
import { formatEther, parseEther, toQuantity, Wallet } from "ethers";
import { type RpcProxy, startRpcProxy } from "../../indexer/test/harness/rpc-proxy.ts";
import { installProxy } from "../../scripts/deploy/create2-proxy.ts";
import { deployContract } from "../../scripts/deploy/deploy-contract.ts";
import { DeployWorld, KEY, type LiveChain, SEPOLIA } from "./support/deploying.ts";

const TIP = { result: toQuantity(parseEther("0.0004")) };

describe("what a deployment may cost", () => {
  let world: DeployWorld;
  let chain: LiveChain;
  let rpc: RpcProxy;

  beforeEach(async () => {
    world = await DeployWorld.open();
    chain = await world.startChain(SEPOLIA);
    rpc = await startRpcProxy(chain.url);
    world.onClose(() => rpc.close());
  });
  afterEach(() => world.close());

  const balance = (): Promise<bigint> => chain.provider.getBalance(new Wallet(KEY).address);
  const install = (): Promise<void> =>
    installProxy(chain.provider, new Wallet(KEY, chain.provider), () => undefined);
  const deploy = (costMaxWei?: bigint): Promise<string> => {
    const provider = world.connect(rpc.url, SEPOLIA);
    const target = { provider, network: "sepolia", chainId: SEPOLIA, folder: world.folder };
    const limit = costMaxWei === undefined ? {} : { costMaxWei };
    return deployContract({ ...target, ...limit, signer: new Wallet(KEY, provider) }).then(
      ({ deployed }) => (deployed ? "deployed" : "found"),
      (error: unknown) => String(error),
    );
  };

  it("is not the endpoint's to say: above the limit nothing is sent, and both figures are told", async () => {
    await install();
    const before = await balance();
    rpc.tamper(({ method }) => (method === "eth_maxPriorityFeePerGas" ? TIP : undefined));
    expect(await deploy()).to.match(
      /^Error: it may cost 10\d\d\.\d+, above the limit of 0\.1: nothing is sent; .*--max-cost COINS$/,
    );
    expect(await balance()).to.equal(before);
  });

  it("counts what an OP-stack chain is said to take for publication", async () => {
    await install();
    const block = await chain.provider.getBlockNumber();
    // A contract that answers everything with 2^56 - 1.
    await chain.provider.send("hardhat_setCode", [
      "0x420000000000000000000000000000000000000F",
      `0x66${"f".repeat(14)}5f5260205ff3`,
    ]);
    expect(await deploy(parseEther("0.05"))).to.match(/may cost 0\.07\d+, above the limit of 0\.05:/);
    expect(await chain.provider.getBlockNumber()).to.equal(block);
  });

  it("holds for the payment for the deployment proxy too, whatever the endpoint says once the plan is made", async () => {
    rpc.tamper(({ method }) =>
      method === "eth_maxPriorityFeePerGas" && rpc.calls(method) > 1 ? TIP : undefined,
    );
    const before = await balance();
    expect(await deploy()).to.equal("deployed");
    const paid = before - (await balance());
    expect(paid < parseEther("0.1"), `paid ${formatEther(paid)}`).to.equal(true);
  });

  it("holds where the endpoint takes back that the deployment proxy is there or paid for", async () => {
    await chain.provider.send("hardhat_setBalance", [
      "0x3fAB184622Dc19b6109349B94811493BF2a45362",
      toQuantity(parseEther("0.01")),
    ]);
    const before = await balance();
    let looks = 0;
    rpc.tamper(({ method, params: [of] }) =>
      method === "eth_getBalance" && String(of).startsWith("0x3fab") && ++looks > 1
        ? { result: "0x0" }
        : undefined,
    );
    expect(await deploy()).to.include("has less than a moment ago");
    expect(await balance()).to.equal(before);
  });

  it("is shown before, and raised or lowered by a flag", async () => {
    const low = ["--max-cost", "0.001"];
    const dry = await world.deploy(chain.url, ["--dry-run", ...low]);
    expect(dry.exitCode).to.equal(0);
    expect(dry.stdout).to.match(
      /^limit +0\.001 ETH: too low, so nothing is sent unless --max-cost names more$/m,
    );
    const refused = await world.deploy(chain.url, low);
    expect(refused.exitCode).to.equal(1);
    expect(refused.stderr).to.match(/^idos: it may cost 0\.01\d+, above the limit of 0\.001: /);
    expect(await chain.provider.getBlockNumber()).to.equal(0);
    const { exitCode, stdout } = await world.deploy(chain.url, ["--max-cost", "0.5"]);
    expect(exitCode).to.equal(0);
    expect(stdout).to.match(/^limit +0\.5 ETH$/m);
  });
});
