import type { Finality } from "@idos/protocol";
import type { Habits, OrphanHabit } from "./answer.ts";
import { type Fault, randomFault } from "./faults.ts";
import { createRandom, type Random } from "./random.ts";

export type Deed =
  | { readonly kind: "mine"; readonly blocks: number }
  | { readonly kind: "reorg"; readonly depth: number; readonly blocks: number }
  /** One endpoint leaves the others, for a branch of its own. */
  | { readonly kind: "fork"; readonly endpoint: number; readonly depth: number; readonly blocks: number }
  | { readonly kind: "cut-off"; readonly endpoint: number }
  | { readonly kind: "spoil"; readonly endpoint: number; readonly fault: Fault }
  | { readonly kind: "heal" }
  /** The process dies at this instant; what it sent to Redis may still count. Another one starts. */
  | { readonly kind: "crash" }
  /** The process dies and none starts for a while. */
  | { readonly kind: "down" }
  | { readonly kind: "up" }
  /** A second process, beside the first. */
  | { readonly kind: "second-writer" }
  | { readonly kind: "flush" }
  /** Redis writes its dump. */
  | { readonly kind: "dump" }
  /** Redis starts again from the last dump, or a replica that lags takes over. */
  | { readonly kind: "restore" }
  /** The head of the index is lost, the rest stays. */
  | { readonly kind: "lose-generation" }
  /** No endpoint answers until the index has to be stale. */
  | { readonly kind: "outage" }
  /** Waits a while for the index to reach the head. */
  | { readonly kind: "settle" };

export interface Step {
  /** Awaits of the indexer that pass before: calls to the chain or to the index. */
  readonly after: number;
  readonly deed: Deed;
}

export interface Script {
  readonly seed: number;
  readonly endpoints: readonly Habits[];
  readonly finality: Finality;
  readonly deployBlock: number;
  readonly undoBlocks: number;
  readonly liveBlocks: number;
  readonly rangeBlocks: number;
  /** Blocks before the first process starts. */
  readonly historyBlocks: number;
  readonly steps: readonly Step[];
}

function randomHabits(random: Random, liveBlocks: number): Habits {
  const orphans: readonly OrphanHabit[] = ["serves", "refuses", "answers-empty"];
  return {
    orphans: random.pick(orphans),
    callsByHash: random.chance(80),
    rangeBlocksMax: random.pick([3, 10, 1_000, 1_000]),
    stateBlocks: random.chance(30) ? liveBlocks + 8 : 100_000,
    fullBlooms: random.chance(40),
  };
}

/** Mostly a few blocks, now and then as many as three hundred. */
function randomDepth(random: Random, deepest: number): number {
  if (random.chance(80)) return random.between(1, 4);
  return random.chance(75) ? random.between(5, Math.min(24, deepest)) : random.between(5, deepest);
}

function randomDeeds(random: Random, deepest: number): readonly Deed[] {
  const endpoint = random.below(2);
  const spoil = (): Deed => ({ kind: "spoil", endpoint: random.below(2), fault: randomFault(random) });
  const mine = (): Deed => ({ kind: "mine", blocks: random.pick([1, 1, 1, 2, 3, 6]) });
  const reorg = (): Deed => {
    const depth = randomDepth(random, deepest);
    return { kind: "reorg", depth, blocks: Math.max(1, depth + random.between(-1, 3)) };
  };
  switch (random.below(24)) {
    case 0:
    case 1:
    case 2:
    case 3:
      return [reorg()];
    case 4:
    case 5:
    case 6:
    case 7:
      return [spoil(), mine()];
    case 8:
      return [spoil(), reorg()];
    case 9:
      return [{ kind: "heal" }, { kind: "settle" }];
    case 10:
    case 11:
      return [{ kind: "crash" }];
    case 12:
      return [{ kind: "down" }, random.chance(60) ? reorg() : mine(), { kind: "up" }];
    case 13:
      return [{ kind: "second-writer" }, mine()];
    case 14:
      return [{ kind: "flush" }];
    case 15:
      return [{ kind: "dump" }, mine(), { kind: "restore" }];
    case 16:
      return [{ kind: "lose-generation" }];
    case 17:
      return [{ kind: "fork", endpoint, depth: random.between(0, 3), blocks: random.between(1, 4) }];
    case 18:
      return [{ kind: "cut-off", endpoint }, mine()];
    case 19:
    case 20:
      return [{ kind: "settle" }];
    default:
      return [mine()];
  }
}

const OUTAGE: readonly Step[] = [
  { after: 0, deed: { kind: "heal" } },
  { after: 0, deed: { kind: "settle" } },
  { after: 0, deed: { kind: "outage" } },
];

/** Everything that happens under this seed. */
export function writeScript(seed: number): Script {
  const random = createRandom(seed);
  const undoBlocks = random.pick([3, 8, 40, 400]);
  const liveBlocks = Math.min(undoBlocks, random.pick([0, 2, 6, 64]));
  const deepest = random.chance(6) ? 300 : 30;
  const deeds = Array.from({ length: random.between(6, 16) }, () => randomDeeds(random, deepest)).flat();
  return {
    seed,
    endpoints: Array.from({ length: random.between(1, 2) }, () => randomHabits(random, liveBlocks)),
    finality: random.pick<Finality>([0, 1, 2, 2, 5, "safe", "finalized"]),
    deployBlock: random.between(1, 4),
    ...{ undoBlocks, liveBlocks },
    rangeBlocks: random.pick([1, 4, 50]),
    historyBlocks: deepest === 300 ? 310 : random.between(5, 40),
    steps: [
      ...deeds.map((deed) => ({ after: random.pick([0, 1, 2, 3, 5, 8, 13, 30]), deed })),
      ...(seed % 8 === 0 ? OUTAGE : []),
    ],
  };
}
