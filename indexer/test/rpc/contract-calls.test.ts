import { AccessManagementProtocol__factory } from "@idos/protocol";
import { expect } from "chai";
import { startTestChain, type TestChain } from "../../../test/harness/chain.ts";
import { RpcError } from "../../src/errors.ts";
import { type ContractCalls, createContractCalls } from "../../src/rpc/create-contract-calls.ts";
import { type DeployedChain, deployTo } from "../harness/deployed-chain.ts";
import { type Answer, type RpcProxy, startRpcProxy } from "../harness/rpc-proxy.ts";

const TIMEOUT_MS = 300;
const GAS = 100_000;

describe("calls of contracts", () => {
  let chain: TestChain;
  let deployed: DeployedChain;
  let first: RpcProxy;
  let second: RpcProxy;
  let calls: ContractCalls;
  before(async () => {
    chain = await startTestChain();
    deployed = await deployTo(chain);
  });
  after(() => chain.stop());
  beforeEach(async () => {
    [first, second] = [await startRpcProxy(chain.rpcUrl), await startRpcProxy(chain.rpcUrl)];
    const place = { chainId: chain.chainId, contract: deployed.contract };
    const bounds = { timeoutMs: TIMEOUT_MS, responseBytesMax: 100_000 };
    calls = createContractCalls({ urls: [first.url, second.url], ...place, ...bounds });
  });
  afterEach(async () => {
    calls.close();
    await Promise.all([first.close(), second.close()]);
  });

  const data = AccessManagementProtocol__factory.createInterface().encodeFunctionData("journal");
  const ask = (gas = GAS): Promise<string> => calls.call({ to: deployed.contract, data, gas });
  const answering =
    (method: string, answer: Answer) =>
    (call: { readonly method: string }): Answer | undefined =>
      call.method === method ? answer : undefined;

  it("give what the code answers, by the first endpoint", async () => {
    expect(await ask()).to.equal(await chain.provider.call({ to: deployed.contract, data }));
    expect(second.calls()).to.equal(0);
  });

  it("run code that is at no address", async () => {
    // PUSH1 1, PUSH1 0, MSTORE8, PUSH1 1, PUSH1 0, RETURN
    expect(await calls.call({ data: "0x600160005360016000f3", gas: GAS })).to.equal("0x01");
  });

  const faults: readonly (readonly [string, string, Answer])[] = [
    ["is silent", "eth_call", "silence"],
    ["drops the connection", "eth_call", "drop"],
    ["refuses", "eth_call", { error: { code: -32000, message: "no" } }],
    ["gives no bytes", "eth_call", { result: 1 }],
    ["is of another chain", "eth_chainId", { result: "0x1" }],
    ["is without the contract", "eth_getCode", { result: "0x" }],
  ];
  for (const [what, method, answer] of faults)
    it(`are made by another endpoint where one ${what}`, async () => {
      first.tamper(answering(method, answer));
      expect(await ask()).to.equal(await chain.provider.call({ to: deployed.contract, data }));
    });

  it("fail where no endpoint answers", async () => {
    for (const endpoint of [first, second]) endpoint.tamper(() => "drop");
    expect(await ask().catch((error: unknown) => error)).to.be.instanceOf(RpcError);
  });

  it("spend no more gas than they are given", async () => {
    const failure = await ask(21_000).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(RpcError);
  });
});
