import { expect } from "chai";
import { toQuantity } from "ethers";
import type { TestChain } from "../../../test/harness/chain.ts";
import { until } from "../harness/until.ts";
import { tamperedIndex } from "./tampered-index.ts";

/** Blocks from this number to the head as they are now, by the name that they are asked for. */
async function blocksFrom(number: number, { provider }: TestChain): Promise<Map<unknown, unknown>> {
  const blocks = new Map<unknown, unknown>();
  for (let at = number; at <= (await provider.getBlockNumber()); at++)
    blocks.set(toQuantity(at), await provider.send("eth_getBlockByNumber", [toQuantity(at), false]));
  return blocks;
}

describe("blocks cached from before a reorg (graph-node 4792)", () => {
  const given = tamperedIndex(() => ({}));

  it("confirm no orphan: the index decides nothing as long as they are served", async () => {
    const { chain, deployed, proxy, index, one } = given();
    const indexer = index.start();
    const before = await chain.snapshot();
    const grantedAt = await deployed.grant(one);
    await chain.mine(2);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready granted");
    const last = (await index.reader.status()).decidedAt;
    const cached = await blocksFrom(grantedAt, chain);
    proxy.tamper(({ method, params: [name] }) =>
      method === "eth_getBlockByNumber" && cached.has(name) ? { result: cached.get(name) } : undefined,
    );
    await chain.revert(before);
    await chain.mine(6);
    const asked = proxy.calls();
    await until(
      () => index.check(one),
      ({ grant, status }) => {
        const { blockNumber, blockHash } = status.decidedAt;
        if (grant.kind === "granted" && blockHash !== last.blockHash)
          throw new Error(`${status.state} at block ${blockNumber}, with an orphan's grant`);
        return status.state !== "ready" && proxy.calls() > asked + 40;
      },
    );
    proxy.tamper(undefined);
    await indexer.caughtUp();
    expect(await index.verdict(one)).to.equal("ready none");
  });
});
