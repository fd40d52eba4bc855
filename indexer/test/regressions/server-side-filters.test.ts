import { expect } from "chai";
import { tamperedIndex } from "./tampered-index.ts";
import { newShareId } from "../harness/deployed-chain.ts";

describe("server-side filters, which servers forget (viem 836)", () => {
  const given = tamperedIndex(({ wsUrl }) => ({ rpcUrls: [wsUrl] }));

  it("are never asked for: no topics, no filter to poll, no subscription but to new heads", async () => {
    const { chain, deployed, proxy, index, one } = given();
    const asked: { method: string; params: readonly unknown[] }[] = [];
    proxy.tamper(({ method, params }) => {
      asked.push({ method, params });
      return undefined;
    });
    for (let n = 0; n < 4; n++) await deployed.grant({ ...one, shareId: newShareId() });
    const indexer = index.start({ liveBlocks: 2, rangeBlocks: 2 });
    await indexer.caughtUp();
    await deployed.grant(one);
    await chain.mine(2);
    await indexer.caughtUp();
    const paramsOf = (name: string) =>
      asked.filter(({ method }) => method === name).map(({ params }) => params);
    const keys = new Set(
      paramsOf("eth_getLogs").map(([filter]) =>
        Object.keys(filter ?? {})
          .sort()
          .join(),
      ),
    );
    expect([...keys].sort()).to.deep.equal(["address,blockHash", "address,fromBlock,toBlock"]);
    expect(paramsOf("eth_subscribe")).to.deep.equal([["newHeads"]]);
    expect(asked.filter(({ method }) => /filter/i.test(method))).to.deep.equal([]);
  });
});
