import { EVENT_TOPICS } from "@idos/protocol";
import { expect } from "chai";
import { z } from "zod";
import { testRedis } from "../../../test/harness/redis.ts";
import { openTestIndex } from "../harness/test-indexer.ts";
import { until } from "../harness/until.ts";
import { tamperedIndex } from "./tampered-index.ts";

const logsSchema = z.array(z.looseObject({ topics: z.array(z.string()) }));

describe("nodes whose endpoints tell different events", () => {
  const given = tamperedIndex(() => ({}));

  it("do not diverge for good (Farcaster Hubble 1201, 1425, 2206): the one that misses some decides nothing", async () => {
    const { chain, deployed, proxy, index, one } = given();
    const other = openTestIndex(deployed, await testRedis(), { finality: 0 });
    try {
      const indexers = [index.start(), other.start()];
      await deployed.grant(one);
      proxy.tamper(({ method, result }) => {
        const logs = method === "eth_getLogs" ? logsSchema.parse(result) : [];
        if (logs.length === 0) return undefined;
        return { result: logs.filter(({ topics }) => topics[0] !== EVENT_TOPICS.revoked) };
      });
      await deployed.revoke(one);
      await chain.mine(2);
      await until(
        () => Promise.all([index.reader.status(), other.verdict(one)]),
        ([{ state }, verdict]) => state === "unhealthy" && verdict === "ready none",
      );
      proxy.tamper(undefined);
      await Promise.all(indexers.map((indexer) => indexer.caughtUp()));
      const [mine, others] = await Promise.all([index, other].map(({ reader }) => reader.status()));
      expect(mine).to.deep.include({ state: "ready", seq: others?.seq, decidedAt: others?.decidedAt });
      expect(await index.verdict(one)).to.equal(await other.verdict(one));
    } finally {
      await other.close();
    }
  });
});
