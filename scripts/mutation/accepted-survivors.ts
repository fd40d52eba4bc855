/** A mutant that no test can tell from the contract, and why. */
export interface AcceptedSurvivor {
  readonly place: string;
  /** The altered lines, as the check prints them: in one line, without the spaces around. */
  readonly before: string;
  readonly after: string;
  readonly reason: string;
}

const COUNTS_UP = "The counter starts at 0 and goes up by 1, so it meets the length and never passes it.";

function loop(place: string, list: string): AcceptedSurvivor {
  const head = (condition: string): string => `for (uint256 i = 0; ${condition}; ++i) {`;
  return {
    place,
    before: head(`i < ${list}.length`),
    after: head(`i != ${list}.length`),
    reason: COUNTS_UP,
  };
}

export const ACCEPTED_SURVIVORS: readonly AcceptedSurvivor[] = [
  loop("AccessManagementProtocol.grantMany", "grants"),
  loop("AccessManagementProtocol.revokeMany", "grants"),
  loop("AccessManagementProtocol.batchBySig", "changes"),
  loop("AccessManagementProtocol.batchBySig", "sealedChanges"),
  loop("SignedMessages.hashBatch", "changes"),
  loop("SignedMessages.hashBatch", "sealedChanges"),
];
