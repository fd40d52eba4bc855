import { expect } from "chai";
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { startProgram } from "../../scripts/process/start-program.ts";
import { startTestChain } from "../../test/harness/chain.ts";
import { ownRedis } from "../../test/harness/redis.ts";
import { deployTo, newShareId } from "./harness/deployed-chain.ts";
import { openTestIndex } from "./harness/test-indexer.ts";
import { until } from "./harness/until.ts";

const ROUNDS = 6;
const announcement = z.object({ started: z.literal(true) });

describe("an indexer and a Redis that are killed", () => {
  for (const appendOnly of [true, false]) {
    it(`at any instant, again and again, recover, ${appendOnly ? "with" : "without"} Redis' own log`, async () => {
      const chain = await startTestChain();
      const deployed = await deployTo(chain);
      let redis = await ownRedis({ appendOnly });
      const place = {
        chainId: chain.chainId,
        contract: deployed.contract,
        deployBlock: deployed.deployBlock,
      };
      const settings = {
        ...{ ...place, rpcUrls: [chain.rpcUrl], finality: 0, redisUrl: redis.url, redisPrefix: "t:" },
        ...{ pollIntervalMs: 15, staleAfterSeconds: 30, backoffMaxMs: 60, takeOverAfterMs: 100 },
      };
      const start = () =>
        startProgram({
          ...{ file: "indexer/test/harness/indexer-process.ts", announcement },
          args: [JSON.stringify(settings)],
        });
      const index = openTestIndex(deployed, { url: redis.url, prefix: "t:" }, { finality: 0 });
      let indexer = await start();
      try {
        for (let round = 0; round < ROUNDS; round++) {
          const [kept, ended] = [0, 1].map((owner) => ({ owner, grantee: 3, shareId: newShareId() }));
          if (kept === undefined || ended === undefined) throw new Error("two are made");
          await deployed.grant(kept);
          await deployed.grant(ended);
          const killing = sleep(randomInt(60)).then(async () => {
            await indexer.kill();
            if (round % 2 === 0) {
              await redis.kill();
              redis = await redis.restart();
            }
          });
          const revokedAt = await deployed.revoke(ended);
          await killing;
          indexer = await start();
          await until(
            () => index.check(ended).catch(() => undefined),
            (check) => {
              if (check === undefined || check.status.state !== "ready") return false;
              if (check.status.decidedAt.blockNumber < revokedAt) return false;
              expect(check.grant.kind).to.equal("none");
              return true;
            },
          );
          expect(await index.verdict(kept)).to.equal("ready granted");
          expect((await index.reader.status()).seq).to.equal(await deployed.seq());
        }
      } finally {
        await indexer.kill();
        await index.close();
        await redis.remove();
        await chain.stop();
      }
    });
  }
});
