import { advanceJournal, EMPTY_JOURNAL, type GrantEvent, ZERO_BYTES32 } from "@idos/protocol";
import { type BlockRecord, blockTime, recordBlock } from "./block-record.ts";
import { DISTRIBUTIONS } from "./distribution.ts";
import { DEPLOY_BLOCK, TAIL_BLOCKS } from "./facts.ts";
import { createHistory } from "./history.ts";
import { createBloom } from "./logs-bloom.ts";
import { ledgerState, type OracleFile } from "./oracle.ts";
import type { ChainPlan } from "./plans.ts";

/** Every block of the plan in order, from block 0 on. The generator's value is the oracle. */
export function* recordChain(plan: ChainPlan): Generator<BlockRecord, OracleFile> {
  const { seed, blocks, eventsPerBlock, revokingBlocks } = plan;
  const distribution = DISTRIBUTIONS[plan.distribution];
  const history = createHistory({ seed, events: blocks * eventsPerBlock, distribution, mix: plan.mix });
  const bloomOf = createBloom();
  let number = -1;
  let parentHash = ZERO_BYTES32;
  let journal = EMPTY_JOURNAL;
  let lastEventBlock = 0;

  function next(eventsOf: (number: number) => readonly GrantEvent[]): BlockRecord {
    number++;
    const events = eventsOf(number);
    journal = events.reduce(advanceJournal, journal);
    if (events.length > 0) lastEventBlock = number;
    const { hash, record } = recordBlock({ number, parentHash, seed, events, journal }, bloomOf);
    parentHash = hash;
    return record;
  }
  const none = (): readonly GrantEvent[] => [];
  const many = (at: number) => Array.from({ length: eventsPerBlock }, () => history.next(at, blockTime(at)));
  const revocation = (): readonly GrantEvent[] => {
    const grant = history.ledger.standing[0];
    if (grant === undefined) throw new Error("the plan has fewer grants than blocks that revoke one");
    return [history.revoke(grant)];
  };

  for (let at = 0; at <= DEPLOY_BLOCK; at++) yield next(none);
  for (let at = 0; at < blocks; at++) yield next(many);
  for (let at = 0; at < TAIL_BLOCKS; at++) yield next(none);
  for (let at = 0; at < revokingBlocks; at++) yield next(revocation);
  return {
    ...{ events: Number(journal.seq), seq: String(journal.seq), digest: journal.digest.toString(16) },
    ...{ lastEventBlock, head: number },
    ...ledgerState(history.ledger),
  };
}
