import type { Bytes32, Address } from "@idos/protocol";
import type { GrantIndexReader } from "../../src/index.ts";
import type { Property } from "./oracle.ts";
import type { Sabotage } from "./run-seed.ts";
import { comparesNothing, delaysRevocations, hidesFaults, undoesNothing } from "./sabotaged-index.ts";
import { believesLogs, ignoresHashes } from "./sabotaged-source.ts";

/** Answers for one owner what is true of another. */
function forgetsTheOwner(reader: GrantIndexReader): GrantIndexReader {
  const first = new Map<Bytes32, Address>();
  return {
    ...reader,
    check(owner, handle) {
      const asked = first.get(handle) ?? owner;
      first.set(handle, asked);
      return reader.check(asked, handle);
    },
  };
}

export interface PositiveControl {
  /** The bug that is put in. */
  readonly bug: string;
  readonly sabotage: Sabotage;
  /** What the oracle may find wrong then. */
  readonly found: readonly Property[];
  /** Some of these show it. */
  readonly seeds: readonly number[];
}

export const POSITIVE_CONTROLS: readonly PositiveControl[] = [
  {
    bug: "blocks are known by their numbers, not by their hashes",
    sabotage: { parts: () => ({ source: ignoresHashes }) },
    found: ["freshness", "content"],
    seeds: [28, 59, 72, 75],
  },
  {
    bug: "a reorg undoes nothing",
    sabotage: { parts: () => ({ index: undoesNothing }) },
    found: ["content"],
    seeds: [3, 35, 45, 72, 78],
  },
  {
    bug: "a grant counts without a confirmation",
    sabotage: { finality: 0 },
    found: ["finality", "content"],
    seeds: [2, 3, 4],
  },
  {
    bug: "nothing checks that the logs are complete",
    sabotage: { parts: () => believesLogs({ believes: () => true, overlooksGaps: true }) },
    found: ["content"],
    seeds: [49, 51, 42, 114, 161],
  },
  {
    bug: "completeness is checked only where there are events",
    sabotage: {
      parts: () => believesLogs({ believes: (_, logs) => logs.length === 0, overlooksGaps: false }),
    },
    found: ["content"],
    seeds: [42, 114, 161, 209, 300, 352],
  },
  {
    bug: "the journal is not compared at the head",
    sabotage: {
      parts: () =>
        believesLogs({ believes: (block, _, head) => block.hash === head?.hash, overlooksGaps: false }),
    },
    found: ["content"],
    seeds: [42, 89, 114, 137, 161, 209],
  },
  {
    bug: "a revocation waits for its confirmation",
    sabotage: { parts: () => ({ index: delaysRevocations }) },
    found: ["content"],
    seeds: [2, 3, 9, 11, 17],
  },
  {
    bug: "what is known of a grant lacks a part of its key",
    sabotage: { reader: forgetsTheOwner },
    found: ["content"],
    seeds: [2, 3, 4],
  },
  {
    bug: "a fault is not marked",
    sabotage: { parts: () => ({ index: hidesFaults }) },
    found: ["fault"],
    seeds: [4, 9, 11, 17, 28],
  },
  {
    bug: "an index is ready however long ago it was seen at the head",
    sabotage: { readerStaleAfterSeconds: 3_600 },
    found: ["freshness"],
    seeds: [8, 16, 24, 32, 40],
  },
  {
    bug: "a commit does not compare the checkpoint",
    sabotage: { parts: () => ({ index: comparesNothing }) },
    found: ["content", "freshness"],
    seeds: [9, 10, 18, 21, 27, 31],
  },
];
