import {
  type Address,
  advanceJournal,
  type Bytes32,
  EMPTY_JOURNAL,
  eventHandle,
  type GrantEvent,
  parseAddress,
} from "@idos/protocol";
import { expect } from "chai";
import { decode } from "../../indexer/src/decode.ts";
import { parseJournal, parseOptionalHeader } from "../../indexer/src/rpc/answers.ts";
import { parseLogs } from "../../indexer/src/rpc/parse-logs.ts";
import type { BlockRecord } from "../indexer/chain/block-record.ts";
import { DISTRIBUTIONS } from "../indexer/chain/distribution.ts";
import { REALISTIC_MIX } from "../indexer/chain/history.ts";
import type { OracleFile } from "../indexer/chain/oracle.ts";
import type { ChainPlan } from "../indexer/chain/plans.ts";
import { recordChain } from "../indexer/chain/record-chain.ts";

const PLAN: ChainPlan = {
  ...{ name: "test", seed: 5, blocks: 30, eventsPerBlock: 40, distribution: "realistic", revokingBlocks: 3 },
  mix: { ...REALISTIC_MIX, revoked: 0.2, revokedAll: 0.02 },
};

function record(plan: ChainPlan): { blocks: BlockRecord[]; oracle: OracleFile } {
  const recording = recordChain(plan);
  const blocks: BlockRecord[] = [];
  for (;;) {
    const { done, value } = recording.next();
    if (done) return { blocks, oracle: value };
    blocks.push(value);
  }
}

function eventsOf(block: BlockRecord): readonly GrantEvent[] {
  return parseLogs(JSON.parse(`[${block.logs}]`)).map((log) => decode(log).event);
}

/** What the contract would hold after these events, by rules written down here once more. */
function replay(events: readonly GrantEvent[]): Map<string, bigint> {
  const epochs = new Map<Address, bigint>();
  const grants = new Map<string, { owner: Address; epoch: bigint; expiresAt: bigint }>();
  const key = (owner: Address, handle: Bytes32 | undefined): string => `${owner} ${String(handle)}`;
  for (const event of events) {
    const { owner, kind } = event;
    const epoch = epochs.get(owner) ?? 0n;
    const at = key(owner, eventHandle(event));
    if (kind === "granted" || kind === "granted-sealed")
      grants.set(at, { owner, epoch, expiresAt: event.expiresAt });
    else if (kind === "revoked-all") epochs.set(owner, event.epoch);
    else if (kind === "revoked" || kind === "renounced" || kind === "revoked-sealed") {
      expect(grants.get(at)?.epoch).to.equal(epoch, "only what stands can be ended");
      grants.delete(at);
    }
  }
  const standing = [...grants].filter(([, { owner, epoch }]) => epoch === (epochs.get(owner) ?? 0n));
  return new Map(standing.map(([at, { expiresAt }]) => [at, expiresAt]));
}

describe("the benchmark's recorded chain", () => {
  const { blocks, oracle } = record(PLAN);
  const headers = blocks.map(({ header }) => parseOptionalHeader(JSON.parse(`{${header}}`)));

  it("has blocks that link, with times that rise", () => {
    for (const [number, header] of headers.entries()) {
      expect(header?.number).to.equal(number);
      const before = headers[number - 1];
      if (!before) continue;
      expect(header?.parentHash).to.equal(before.hash);
      expect(header?.time).to.be.greaterThan(before.time);
    }
  });

  it("has the journal of the contract's rule at every block", () => {
    let journal = EMPTY_JOURNAL;
    for (const block of blocks) {
      for (const event of eventsOf(block)) {
        expect(event.seq).to.equal(journal.seq + 1n);
        journal = advanceJournal(journal, event);
      }
      expect(parseJournal(block.journal)).to.deep.equal(journal);
    }
    expect(oracle.seq).to.equal(String(journal.seq));
  });

  it("comes to the grants that its oracle names", () => {
    const replayed = replay(blocks.flatMap(eventsOf));
    const named = oracle.grants.map(({ owner, handle, expiresAt }) => [
      `${owner} ${handle}`,
      BigInt(expiresAt),
    ]);
    expect(Object.fromEntries(replayed)).to.deep.equal(Object.fromEntries(named));
    const kinds = new Set(blocks.flatMap(eventsOf).map(({ kind }) => kind));
    expect([...kinds]).to.include.members([
      "granted",
      "granted-sealed",
      "revoked",
      "renounced",
      "revoked-all",
    ]);
  });

  it("is the same each time, and another with another seed", () => {
    expect(record(PLAN).blocks).to.deep.equal(blocks);
    expect(record({ ...PLAN, seed: 6 }).blocks.at(-1)?.hash).not.to.equal(blocks.at(-1)?.hash);
  });

  it("names accounts that are addresses", () => {
    expect(DISTRIBUTIONS.pairs.describe(3)).to.contain("3 owners");
    for (const { owner } of oracle.grants) expect(parseAddress(owner)).to.equal(owner);
  });
});
