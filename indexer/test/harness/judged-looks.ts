import type { GrantCheck, GrantState } from "@idos/protocol";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestGrant } from "./deployed-chain.ts";

/** A grant, and the blocks that began and ended it, as soon as they are known. */
export interface Pledge extends TestGrant {
  grantedAt?: number;
  revokedAt?: number;
}

export interface JudgedLooks {
  /** Every look up to now that was not judged is compared with the pledge's blocks; throws at the first that is wrong. */
  judge(): void;
  /** How many looks were judged, and how many of them were an allow or at a ready index. */
  counts(): { readonly looks: number; readonly ready: number };
  stop(): Promise<void>;
}

interface Look {
  readonly pledge: Pledge;
  readonly kind: GrantState["kind"];
  readonly state: string;
  readonly at: number;
  /** The newest block that was named before this look was asked for. */
  readonly newestBefore: number;
}

export interface LookOptions {
  readonly pledges: () => readonly Pledge[];
  readonly check: (grant: TestGrant) => Promise<GrantCheck>;
  /** Whether Redis keeps each acknowledged write: then no look may name an older block than one before it. */
  readonly keepsWrites: boolean;
}

const IMPATIENT_MS = 20;

/**
 * Looks at pledges as fast as the index answers, also while nobody expects it to be right. What it says must be true
 * at the block that it names, whatever the state: no allow at or after a revocation's block, no grant that is lost.
 * Grants count at once.
 */
export function lookAllAlong({ pledges, check, keepsWrites }: LookOptions): JudgedLooks {
  let waiting: Look[] = [];
  let [looks, ready] = [0, 0];
  let newest = 0;
  let isOver = false;

  async function look(pledge: Pledge): Promise<void> {
    const newestBefore = newest;
    // A Redis that is down answers nothing.
    const answer = await check(pledge).catch(() => undefined);
    if (answer === undefined) return;
    const { state, decidedAt } = answer.status;
    newest = Math.max(newest, decidedAt.blockNumber);
    waiting.push({ pledge, kind: answer.grant.kind, state, at: decidedAt.blockNumber, newestBefore });
  }

  async function watch(): Promise<void> {
    const asked = new Set<Promise<unknown>>();
    while (!isOver) {
      const asking = Promise.all(pledges().map(look));
      asked.add(asking);
      void asking.then(() => asked.delete(asking));
      // What was asked when Redis died may wait for long: others look meanwhile.
      await Promise.race([asking.then(() => sleep(1)), sleep(IMPATIENT_MS)]);
    }
    await Promise.all(asked);
  }

  const watching = watch();
  return {
    judge() {
      const judged = waiting;
      waiting = [];
      for (const { pledge, kind, state, at, newestBefore } of judged) {
        if (keepsWrites && at < newestBefore)
          throw new Error(`${state} at block ${at}, after block ${newestBefore}: a write was lost`);
        const { owner, grantedAt = Infinity, revokedAt = Infinity } = pledge;
        const truth = grantedAt <= at && at < revokedAt ? "granted" : "none";
        if (kind !== truth)
          throw new Error(
            `${state} ${kind} at block ${at}: owner ${owner} granted at ${grantedAt}, revoked at ${revokedAt}`,
          );
        looks++;
        if (state === "ready") ready++;
      }
    },
    counts: () => ({ looks, ready }),
    async stop() {
      isOver = true;
      await watching;
    },
  };
}
