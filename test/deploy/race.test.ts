import { expect } from "chai";
import { Wallet } from "ethers";
import { type RpcProxy, startRpcProxy } from "../../indexer/test/harness/rpc-proxy.ts";
import { CONTRACT_ADDRESS, CREATION_CALL } from "../../scripts/deploy/creation.ts";
import {
  CREATE2_PROXY,
  installProxy,
  PROXY_SIGNER,
  PROXY_TRANSACTION,
} from "../../scripts/deploy/create2-proxy.ts";
import { type Deployment, deployContract } from "../../scripts/deploy/deploy-contract.ts";
import { DeployWorld, KEY, type LiveChain, SEPOLIA } from "./support/deploying.ts";

describe("two deployments from one account, where one mines between the other's look and its sending", () => {
  let world: DeployWorld;
  let chain: LiveChain;
  let rpc: RpcProxy;
  let rival: Wallet;

  beforeEach(async () => {
    world = await DeployWorld.open();
    chain = await world.startChain(SEPOLIA);
    rival = new Wallet(KEY, chain.provider);
    rpc = await startRpcProxy(chain.url);
    world.onClose(() => rpc.close());
  });
  afterEach(() => world.close());

  /** Holds the answer to the second such look at this account (the first is the plan's) until `act` is done. */
  function afterSecondLook(look: string, account: string, act: () => Promise<unknown>): void {
    let looks = 0;
    rpc.tamper(async ({ method, params: [of] }) => {
      if (method === look && of === account.toLowerCase() && ++looks === 2) await act();
      return undefined;
    });
  }
  const deploy = (): Promise<Deployment> => {
    const provider = world.connect(rpc.url, SEPOLIA);
    const target = { provider, network: "sepolia", chainId: SEPOLIA, folder: world.folder };
    return deployContract({ ...target, signer: new Wallet(KEY, provider) });
  };
  async function sentTo(account: string): Promise<number> {
    const head = await chain.provider.getBlockNumber();
    const numbers = Array.from({ length: head + 1 }, (_, number) => number);
    const blocks = await Promise.all(numbers.map((number) => chain.provider.getBlock(number, true)));
    return blocks.flatMap((block) => block?.prefetchedTransactions ?? []).filter(({ to }) => to === account)
      .length;
  }

  it("cost one creation", async () => {
    await installProxy(chain.provider, rival, () => undefined);
    let other = "";
    afterSecondLook("eth_getCode", CONTRACT_ADDRESS, async () => {
      const sent = await rival.sendTransaction({ ...CREATION_CALL, gasLimit: 4_000_000n });
      await sent.wait();
      other = sent.hash;
    });
    const { record, deployed } = await deploy();
    expect({ hash: record.transactionHash, deployed }).to.deep.equal({ hash: other, deployed: false });
    expect(await sentTo(CREATE2_PROXY)).to.equal(1);
  });

  it("cost one payment for the deployment proxy", async () => {
    const value = 10n ** 16n;
    afterSecondLook("eth_getBalance", PROXY_SIGNER, async () => {
      await (await rival.sendTransaction({ to: PROXY_SIGNER, value })).wait();
    });
    expect((await deploy()).deployed).to.equal(true);
    expect(await sentTo(PROXY_SIGNER)).to.equal(1);
  });

  it("go on where the other made the deployment proxy meanwhile", async () => {
    afterSecondLook("eth_getCode", CREATE2_PROXY, async () => {
      await (await rival.sendTransaction({ to: PROXY_SIGNER, value: 10n ** 16n })).wait();
      await (await chain.provider.broadcastTransaction(PROXY_TRANSACTION)).wait();
    });
    expect((await deploy()).deployed).to.equal(true);
    expect(await sentTo(PROXY_SIGNER)).to.equal(1);
  });
});
