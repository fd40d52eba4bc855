import { expect } from "chai";
import { parseEther, Transaction, getCreateAddress, Wallet } from "ethers";
import { startRpcProxy } from "../../indexer/test/harness/rpc-proxy.ts";
import { CREATE2_PROXY, PROXY_SIGNER, PROXY_TRANSACTION } from "../../scripts/deploy/create2-proxy.ts";
import { type Deployment, deployContract } from "../../scripts/deploy/deploy-contract.ts";
import { planDeployment } from "../../scripts/deploy/plan-deployment.ts";
import { DeployWorld, KEY, type LiveChain, SEPOLIA } from "./support/deploying.ts";

describe("the deployment proxy", () => {
  let world: DeployWorld;
  let chain: LiveChain;

  beforeEach(async () => {
    world = await DeployWorld.open();
    chain = await world.startChain(SEPOLIA);
  });
  afterEach(() => world.close());

  const target = (provider = chain.provider) => ({
    ...{ provider, network: "sepolia", chainId: SEPOLIA, folder: world.folder },
  });
  const deploy = (provider = chain.provider): Promise<Deployment> =>
    deployContract({ ...target(provider), signer: new Wallet(KEY, provider) });
  const refusal = (provider = chain.provider): Promise<string> =>
    deploy(provider).then(
      () => "not refused",
      (error: unknown) => String(error),
    );
  const cost = async () => {
    const { outstanding } = await planDeployment(target(), undefined);
    if (outstanding.kind !== "send") throw new Error("there is nothing to send");
    return outstanding.cost;
  };

  it("is where its transaction, whose signer nobody has the key of, puts it", () => {
    const { from, chainId, nonce } = Transaction.from(PROXY_TRANSACTION);
    expect({ from, chainId, nonce }).to.deep.equal({ from: PROXY_SIGNER, chainId: 0n, nonce: 0 });
    expect(getCreateAddress({ from: PROXY_SIGNER, nonce: 0 })).to.equal(CREATE2_PROXY);
  });

  it("is paid for only where it is missing, and as far as its signer is short", async () => {
    expect((await cost()).forProxy).to.equal(parseEther("0.01"));
    await chain.provider.send("hardhat_setBalance", [PROXY_SIGNER, `0x${parseEther("0.004").toString(16)}`]);
    expect((await cost()).forProxy).to.equal(parseEther("0.006"));
    await deploy();
    expect(await chain.provider.getTransactionCount(PROXY_SIGNER)).to.equal(1);
  });

  it("that an earlier run paid for is made without another payment", async () => {
    await chain.provider.send("hardhat_setBalance", [PROXY_SIGNER, `0x${parseEther("0.01").toString(16)}`]);
    expect((await cost()).forProxy).to.equal(0n);
    const { record } = await deploy();
    expect(record.blockNumber).to.equal(2);
  });

  it("costs nothing on a chain that refuses such a transaction", async () => {
    const rpc = await startRpcProxy(chain.url);
    world.onClose(() => rpc.close());
    const message = "only replay-protected (EIP-155) transactions allowed over RPC";
    rpc.tamper(({ method, params: [raw] }) =>
      method === "eth_sendRawTransaction" && raw === PROXY_TRANSACTION
        ? { error: { code: -32000, message } }
        : undefined,
    );
    const refused = await refusal(world.connect(rpc.url, SEPOLIA));
    expect(refused).to.include("refuses its transaction for naming no chain");
    expect(await chain.provider.getBalance(PROXY_SIGNER)).to.equal(0n);
    expect(await chain.provider.getTransactionCount(new Wallet(KEY).address)).to.equal(0);
  });

  it("is not waited for where it can never be, or not now", async () => {
    await chain.provider.send("hardhat_setNextBlockBaseFeePerGas", ["0x174876e801"]);
    await chain.provider.send("evm_mine", []);
    expect(await refusal()).to.include("gas is too dear now");
    await chain.provider.send("hardhat_setNonce", [PROXY_SIGNER, "0x1"]);
    expect(await refusal()).to.include("can never be made here");
  });

  it("is not trusted by its address alone", async () => {
    await chain.provider.send("hardhat_setCode", [CREATE2_PROXY, "0x6001600155"]);
    expect(await refusal()).to.include("holds other code than the deployment proxy's");
    expect(await chain.provider.getBlockNumber()).to.equal(0);
  });

  it("is not all that costs on an OP-stack chain: publication on layer 1 counts too", async () => {
    const before = await cost();
    // A contract that answers everything with 10^15.
    const oracle = `0x66${(10n ** 15n).toString(16).padStart(14, "0")}5f5260205ff3`;
    await chain.provider.send("hardhat_setCode", ["0x420000000000000000000000000000000000000F", oracle]);
    const after = await cost();
    expect(after.publicationFee).to.equal(10n ** 15n);
    expect(after.atMost - before.atMost).to.equal(10n ** 15n);
  });
});
