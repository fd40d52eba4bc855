import { type Address, type Bytes32, EMPTY_JOURNAL, NEVER_EXPIRES, parseBytes32 } from "@idos/protocol";
import type { Checkpoint, GrantIndex } from "../../../indexer/src/grant-index.ts";
import type { Change } from "../../../indexer/src/reduce.ts";
import { blockTime } from "../chain/block-record.ts";
import { DISTRIBUTIONS, type DistributionName } from "../chain/distribution.ts";
import { REALISTIC_MIX } from "../chain/history.ts";
import { addressOf, bytes32Of } from "../chain/names.ts";
import { type Random, seededRandom } from "../chain/random.ts";
import { say } from "../../common/progress.ts";

export interface GrantKey {
  readonly owner: Address;
  readonly handle: Bytes32;
}

export interface LoadPlan {
  readonly distribution: DistributionName;
  readonly grants: number;
  /** How many of the grants to remember, spread over all of them. */
  readonly remembered: number;
}

/** As many as the indexer reads into one write. */
const GRANTS_PER_BLOCK = 2_000;
const COMMITS_UNDER_WAY = 4;
const SAY_MS = 10_000;

/** Fills an empty index through its own writer, as a backfill does, and marks it as ready. Returns grants to ask for. */
export async function loadGrants(index: GrantIndex, plan: LoadPlan): Promise<readonly GrantKey[]> {
  const draw = grantsOf(plan);
  const keys: GrantKey[] = [];
  const every = Math.max(1, Math.floor(plan.grants / Math.max(1, plan.remembered)));
  const underWay: Promise<void>[] = [];
  await index.take();
  let tip = checkpoint(0);
  await index.begin(tip);
  const startMs = performance.now();
  let saidMs = startMs;
  for (let done = 0; done < plan.grants;) {
    const to = checkpoint(tip.number + 1);
    const changes: Change[] = [];
    for (; changes.length < GRANTS_PER_BLOCK && done < plan.grants; done++) {
      const change = draw(done, to.number);
      if (done % every === 0) keys.push({ owner: change.owner, handle: change.handle });
      changes.push(change);
    }
    underWay.push(index.commitRange(tip, to, changes));
    tip = to;
    if (underWay.length >= COMMITS_UNDER_WAY) await underWay.shift();
    if (performance.now() - saidMs > SAY_MS) {
      saidMs = performance.now();
      const rate = Math.round((done * 1_000) / (saidMs - startMs));
      say(`loading: ${done} of ${plan.grants} grants, ${rate}/s`);
    }
  }
  await Promise.all(underWay);
  await index.markAtHead(tip, 0);
  return keys;
}

function checkpoint(number: number): Checkpoint {
  const hash = bytes32Of(`loaded block ${number}`);
  return {
    number,
    hash,
    time: blockTime(number),
    journal: { ...EMPTY_JOURNAL, seq: BigInt(number) },
    confirmed: number,
  };
}

type EntryChange = Change & { kind: "entry" };

/** Handles and shares are drawn, not hashed: they look alike, and millions are needed. */
function grantsOf({ distribution, grants }: LoadPlan): (at: number, block: number) => EntryChange {
  const random = seededRandom(11);
  const parties = DISTRIBUTIONS[distribution].parties(random, grants);
  return (at, sinceBlock) => {
    const { owner, grantee } = parties(at);
    const sealed = random.fraction() < REALISTIC_MIX.sealed;
    const known = sealed
      ? {}
      : { parties: { grantee: addressOf(`grantee ${grantee}`), shareId: drawBytes32(random) } };
    const after = { ...known, expiresAt: NEVER_EXPIRES, sinceBlock, epoch: 0n };
    const handle = drawBytes32(random);
    return { kind: "entry", owner: addressOf(`owner ${owner}`), handle, before: undefined, after };
  };
}

function drawBytes32(random: Random): Bytes32 {
  const words = Array.from({ length: 8 }, () =>
    random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, "0"),
  );
  return parseBytes32(`0x${words.join("")}`);
}
