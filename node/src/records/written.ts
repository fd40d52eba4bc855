import { ProblemError, type RecordHeader } from "@idos/protocol";
import type { PutRecordOutcome } from "../storage/records.ts";
import { recordDeleted, versionConflict } from "./check-succession.ts";
import { invalid } from "./check-write-grant.ts";
import { notStaged } from "./staged-bytes.ts";

/** Returns when the store wrote the version; throws why it did not. */
export function requireWritten(outcome: PutRecordOutcome, header: RecordHeader): void {
  switch (outcome.kind) {
    case "stored":
      return;
    case "conflict":
      throw versionConflict(outcome.currentHeaderHash);
    case "deleted-before":
      throw recordDeleted();
    case "envelope-not-staged":
      throw notStaged(header);
    case "share-unknown":
      throw new ProblemError("SHARE_INVALID", "No share of the owner with this id holds the record.", {
        share: outcome.share,
      });
    case "write-grant-used-up":
      throw invalid("It was used as often as it allows.");
  }
}
