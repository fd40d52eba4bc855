import { type BatchMessage, grantHandle } from "@idos/protocol";
import type { ChangeOutcome, ExpectedChange } from "./change-outcomes.ts";
import { changeSkipped, granted, grantedSealed, revoked, revokedSealed } from "./expected-events.ts";

/** What became of each change of a batch. */
export interface BatchOutcome {
  /** One for each of the message's changes, in its order. */
  readonly changes: readonly ChangeOutcome[];
  readonly sealedChanges: readonly ChangeOutcome[];
}

/** A signed batch's changes in the order in which the contract makes them. */
export function changesOfBatch({ owner, changes, sealedChanges }: BatchMessage): ExpectedChange[] {
  return [
    ...changes.map((it) => ({
      made: it.expiresAt === 0n ? revoked(owner, it) : granted(owner, it),
      skipped: changeSkipped(owner, grantHandle(it.grantee, it.shareId), it.nonce),
    })),
    ...sealedChanges.map((it) => ({
      made: it.expiresAt === 0n ? revokedSealed(owner, it.handle) : grantedSealed(owner, it),
      skipped: changeSkipped(owner, it.handle, it.nonce),
    })),
  ];
}

/** The outcomes of `changesOfBatch`, as the message has them. */
export function batchOutcome({ changes }: BatchMessage, outcomes: readonly ChangeOutcome[]): BatchOutcome {
  return { changes: outcomes.slice(0, changes.length), sealedChanges: outcomes.slice(changes.length) };
}
