import { expect } from "chai";
import type { Answer } from "../harness/rpc-proxy.ts";
import { until } from "../harness/until.ts";
import { tamperedIndex } from "./tampered-index.ts";

const FAILURES: Record<string, Answer> = {
  "an error": { error: { code: -32000, message: "no" } },
  null: { result: null },
  "a page of HTML": { body: "<html>bad gateway</html>", status: 502 },
  "an empty answer": { body: "" },
  "a broken connection": "drop",
};

describe("a fetch of logs that failed", () => {
  const given = tamperedIndex(() => ({}));

  for (const liveBlocks of [0, 64])
    for (const [failure, answer] of Object.entries(FAILURES))
      it(`with ${failure} is not "no logs" (Farcaster), with the last ${liveBlocks} read singly`, async () => {
        const { chain, deployed, proxy, index, one } = given();
        const grantedAt = await deployed.grant(one);
        await deployed.revoke(one);
        await chain.mine(2);
        proxy.tamper(({ method }) => (method === "eth_getLogs" ? answer : undefined));
        const indexer = index.start({ liveBlocks });
        const { state, decidedAt, seq } = await until(
          () => index.reader.status(),
          (status) => status.state === "ready" || proxy.calls("eth_getLogs") > 20,
        );
        expect(state).to.equal("backfilling");
        expect(decidedAt.blockNumber).to.be.below(grantedAt);
        expect(seq).to.equal(0n);
        proxy.tamper(undefined);
        await indexer.caughtUp();
        expect(await index.verdict(one)).to.equal("ready none");
        expect((await index.reader.status()).seq).to.equal(2n);
      });
});
