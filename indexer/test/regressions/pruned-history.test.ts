import { expect } from "chai";
import { z } from "zod";
import type { Answer } from "../harness/rpc-proxy.ts";
import { until } from "../harness/until.ts";
import { tamperedIndex } from "./tampered-index.ts";

const rangeSchema = z.tuple([z.object({ fromBlock: z.string() })]);

const PRUNED: Record<string, { answer: Answer; state: "backfilling" | "unhealthy" }> = {
  "refuses old logs": {
    answer: { error: { code: 4444, message: "pruned history unavailable" } },
    state: "backfilling",
  },
  "answers [] for old logs": { answer: { result: [] }, state: "unhealthy" },
};

describe("a provider that pruned history (hyperindex 714)", () => {
  const given = tamperedIndex(() => ({}));

  for (const [what, { answer, state }] of Object.entries(PRUNED))
    it(`and ${what} gives no index that begins later; another one is asked where there is one`, async () => {
      const { chain, deployed, proxy, index, one } = given();
      const keptFrom = await deployed.grant(one);
      await deployed.revoke(one);
      await chain.mine(6);
      proxy.tamper(({ method, params }) => {
        if (method !== "eth_getLogs") return undefined;
        return Number(rangeSchema.parse(params)[0].fromBlock) <= keptFrom ? answer : undefined;
      });
      const alone = index.start({ liveBlocks: 0, rangeBlocks: 2 });
      const asked = () => Promise.resolve(proxy.calls("eth_getLogs"));
      await until(asked, (calls) => calls > 8);
      const status = await until(
        () => index.reader.status(),
        (seen) => seen.state === state,
      );
      expect(status.decidedAt.blockNumber).to.be.below(keptFrom);
      await alone.stop();
      const both = index.start({ liveBlocks: 0, rangeBlocks: 2, rpcUrls: [proxy.url, chain.rpcUrl] });
      await both.caughtUp();
      expect(await index.verdict(one)).to.equal("ready none");
      expect((await index.reader.status()).seq).to.equal(2n);
    });
});
