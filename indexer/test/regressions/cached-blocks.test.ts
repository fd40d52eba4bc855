import { expect } from "chai";
import { toQuantity } from "ethers";
import { until } from "../harness/until.ts";
import { tamperedIndex } from "./tampered-index.ts";

describe("blocks cached from before a reorg (graph-node 4792)", () => {
  const given = tamperedIndex(() => ({}));

  for (const restarts of [false, true])
    it(`confirm no orphan${restarts ? ", also where the index began anew" : ""}`, async () => {
      const { chain, deployed, proxy, index, one } = given();
      const first = index.start();
      const before = await chain.snapshot();
      const grantedAt = await deployed.grant(one);
      await chain.mine(2);
      await first.caughtUp();
      expect(await index.verdict(one)).to.equal("ready granted");
      if (restarts) await first.stop();
      const cached = new Map<unknown, unknown>();
      for (let number = grantedAt; number <= (await chain.provider.getBlockNumber()); number++)
        cached.set(
          toQuantity(number),
          await chain.provider.send("eth_getBlockByNumber", [toQuantity(number), false]),
        );
      proxy.tamper(({ method, params: [name] }) =>
        method === "eth_getBlockByNumber" && cached.has(name) ? { result: cached.get(name) } : undefined,
      );
      await chain.revert(before);
      await chain.mine(6);
      const indexer = restarts ? index.start({}, { rebuild: true }) : first;
      const orphan = await index.reader.status();
      await until(
        () => index.check(one),
        ({ grant, status }) => {
          const { blockNumber, blockHash } = status.decidedAt;
          if (grant.kind === "granted" && blockNumber > orphan.decidedAt.blockNumber)
            throw new Error(`block ${blockNumber} ${blockHash} confirms an orphan's grant`);
          return status.state === "unhealthy" || (restarts && status.state === "backfilling");
        },
      );
      cached.clear();
      await indexer.caughtUp();
      expect(await index.verdict(one)).to.equal("ready none");
    });
});
