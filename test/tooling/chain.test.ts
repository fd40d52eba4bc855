import { expect } from "chai";
import { JsonRpcProvider, WebSocketProvider } from "ethers";
import { startChain } from "../../scripts/chain/start-chain.ts";
import { startTestChain } from "../harness/chain.ts";
import type { TestChain } from "../harness/chain.ts";

async function blockHash(chain: TestChain, block: number | "latest"): Promise<string | undefined> {
  return (await chain.provider.getBlock(block))?.hash ?? undefined;
}

async function chainIdAt(url: string): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] });
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  const answer: unknown = await response.json();
  return typeof answer === "object" && answer !== null && "result" in answer ? answer.result : answer;
}

describe("the test chain", () => {
  let chain: TestChain;
  beforeEach(async () => {
    chain = await startTestChain();
  });
  afterEach(() => chain.stop());

  it("mines a transaction of a funded account at once", async () => {
    const sent = await chain.account(0).sendTransaction({ to: chain.account(1).address, value: 1n });
    const receipt = await sent.wait();
    expect(receipt?.blockNumber).to.equal(1);
  });

  it("holds transactions back while automining is off", async () => {
    await chain.setAutomine(false);
    const sent = await chain.account(0).sendTransaction({ to: chain.account(1).address, value: 1n });
    expect(await chain.provider.getTransactionReceipt(sent.hash)).to.equal(null);
    await chain.mine();
    expect((await chain.provider.getTransactionReceipt(sent.hash))?.blockNumber).to.equal(1);
  });

  it("replaces reverted blocks by others, even when all are empty", async () => {
    const before = await chain.snapshot();
    await chain.mine(3);
    const orphans = [await blockHash(chain, 1), await blockHash(chain, 3)];
    await chain.revert(before);
    expect(await chain.provider.getBlockNumber()).to.equal(0);
    await chain.mine(3);
    const replaced = [await blockHash(chain, 1), await blockHash(chain, 3)];
    expect(replaced[0]).to.be.a("string").and.not.equal(orphans[0]);
    expect(replaced[1]).to.be.a("string").and.not.equal(orphans[1]);
  });

  it("moves its clock", async () => {
    const before = await chain.provider.getBlock("latest");
    await chain.increaseTime(3600);
    const after = await chain.provider.getBlock("latest");
    expect((after?.timestamp ?? 0) - (before?.timestamp ?? 0)).to.be.at.least(3600);
  });

  it("takes its RPC away and brings it back on the same port, the test's own access staying", async () => {
    expect(await chainIdAt(chain.rpcUrl)).to.equal("0x7a69");
    await chain.stopRpc();
    const refused = await chainIdAt(chain.rpcUrl).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Error);
    await chain.mine();
    await chain.startRpc();
    expect(await chainIdAt(chain.rpcUrl)).to.equal("0x7a69");
  });

  it("cuts the WebSockets of its RPC, and stops while one is open", async () => {
    const provider = new WebSocketProvider(chain.wsUrl);
    expect(await provider.send("eth_chainId", [])).to.equal("0x7a69");
    const closed = new Promise<void>((resolve) => {
      provider.websocket.onerror = () => undefined;
      Reflect.set(provider.websocket, "onclose", () => resolve());
    });
    await chain.stopRpc();
    await closed;
    await provider.destroy();
  });
});

describe("the local chain as a process", () => {
  it("answers when it is started, and is gone when it is stopped", async () => {
    const chain = await startChain();
    expect(await chainIdAt(chain.rpcUrl)).to.equal("0x7a69");
    await chain.stop();
    expect(await chainIdAt(chain.rpcUrl).catch((error: unknown) => error)).to.be.instanceOf(Error);
  });

  it("mines by itself at its interval", async () => {
    const chain = await startChain({ blockIntervalMs: 50 });
    const provider = new JsonRpcProvider(chain.rpcUrl, undefined, { cacheTimeout: -1 });
    while ((await provider.getBlockNumber()) < 3);
    provider.destroy();
    await chain.kill();
  });
});
