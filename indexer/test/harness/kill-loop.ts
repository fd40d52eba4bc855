import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { startProgram } from "../../../scripts/process/start-program.ts";
import { startTestChain } from "../../../test/harness/chain.ts";
import { ownRedis } from "../../../test/harness/redis.ts";
import { deployTo, newShareId } from "./deployed-chain.ts";
import { lookAllAlong, type Pledge } from "./judged-looks.ts";
import { openTestIndex } from "./test-indexer.ts";
import { until } from "./until.ts";

export interface KillLoopOptions {
  readonly rounds: number;
  /** Redis keeps its log, and each acknowledged write across SIGKILL; else it forgets everything. */
  readonly appendOnly: boolean;
  readonly onRound?: (done: number) => void;
}

export interface KillLoopRun {
  readonly indexerKills: number;
  readonly redisKills: number;
  /** How often a grant was looked at, and how often the index was ready then. */
  readonly looks: number;
  readonly readyLooks: number;
}

const announcement = z.object({ started: z.literal(true) });
/** Around the indexing of a round's blocks. */
const WORKING_MS = 80;
/** From the start of a process to the head, and a little longer. */
const STARTING_MS = 400;
const RECOVERY_MS_MAX = 30_000;

/**
 * SIGKILLs an indexer process, its Redis server, or both, each at a random instant, round after round, while the chain
 * goes on and a reader looks. Rejects where a look was wrong, or where the index does not recover by itself.
 */
export async function runKillLoop({ rounds, appendOnly, onRound }: KillLoopOptions): Promise<KillLoopRun> {
  const chain = await startTestChain();
  const deployed = await deployTo(chain);
  let redis = await ownRedis({ appendOnly });
  const settings = {
    ...{ rpcUrls: [chain.rpcUrl], chainId: chain.chainId, contract: deployed.contract },
    ...{ deployBlock: deployed.deployBlock, finality: 0, redisUrl: redis.url, redisPrefix: "t:" },
    ...{ pollIntervalMs: 15, staleAfterSeconds: 30, backoffMaxMs: 60, takeOverAfterMs: 100 },
  };
  const start = () =>
    startProgram({
      ...{ file: "indexer/test/harness/indexer-process.ts", announcement },
      args: [JSON.stringify(settings)],
    });
  const index = openTestIndex(deployed, { url: redis.url, prefix: "t:" }, { finality: 0 });
  let indexer = await start();
  let [indexerKills, redisKills] = [0, 0];
  const lasting = newPledge();
  let [kept, ended, oldKept, oldEnded] = [lasting, lasting, lasting, lasting];
  const watched = () => [...new Set([lasting, kept, ended, oldKept, oldEnded])];
  const check = (grant: Pledge) => index.check(grant);
  const seen = lookAllAlong({ pledges: watched, check, keepsWrites: appendOnly });

  async function killIndexer(withinMs: number): Promise<void> {
    await sleep(randomInt(withinMs));
    await indexer.kill();
    indexerKills++;
    indexer = await start();
  }

  async function killRedis(withinMs: number): Promise<void> {
    await sleep(randomInt(withinMs));
    await redis.kill();
    redisKills++;
    redis = await redis.restart();
  }

  /** What dies in the round of this number, and then perhaps once more while the indexer makes up for it. */
  async function kill(round: number): Promise<void> {
    const deaths = [[killIndexer, killRedis], [killIndexer], [killRedis]][round % 3] ?? [];
    await Promise.all(deaths.map((die) => die(WORKING_MS)));
    if (randomInt(3) === 0) await Promise.all(deaths.map((die) => die(STARTING_MS)));
  }

  async function requireRecovery(at: number): Promise<void> {
    await until(
      () => index.reader.status().catch(() => undefined),
      (status) => status?.state === "ready" && status.decidedAt.blockNumber >= at,
      RECOVERY_MS_MAX,
    );
    for (const pledge of watched()) {
      const [verdict, truth] = [
        await index.verdict(pledge),
        pledge.revokedAt === undefined ? "granted" : "none",
      ];
      if (verdict !== `ready ${truth}`) throw new Error(`${verdict} at the head, not ${truth}`);
    }
    const [{ seq }, ofContract] = await Promise.all([index.reader.status(), deployed.seq()]);
    if (seq !== ofContract) throw new Error(`${seq} events at the head, not ${ofContract}`);
  }

  async function goOn(): Promise<void> {
    kept.grantedAt = await deployed.grant(kept);
    ended.revokedAt = await deployed.revoke(ended);
    await chain.mine();
  }

  try {
    lasting.grantedAt = await deployed.grant(lasting);
    const past: { kept: Pledge; ended: Pledge }[] = [];
    for (let round = 0; round < rounds; round++) {
      [kept, ended] = [newPledge(), newPledge()];
      const earlier = past[randomInt(Math.max(1, past.length))];
      [oldKept, oldEnded] = [earlier?.kept ?? lasting, earlier?.ended ?? lasting];
      ended.grantedAt = await deployed.grant(ended);
      await Promise.all([kill(round), goOn()]);
      await requireRecovery(await chain.provider.getBlockNumber());
      seen.judge();
      past.push({ kept, ended });
      onRound?.(round + 1);
    }
    await seen.stop();
    seen.judge();
    const { looks, ready } = seen.counts();
    return { indexerKills, redisKills, looks, readyLooks: ready };
  } finally {
    await seen.stop();
    await indexer.kill();
    await index.close();
    await redis.remove();
    await chain.stop();
  }
}

const newPledge = (): Pledge => ({ owner: randomInt(3), grantee: 3, shareId: newShareId() });
