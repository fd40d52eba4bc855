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

const APART = "The parts share no bit, so an exclusive or is an or.";

const SUCCESSOR =
  "(raisedNonce(self) << NONCE_OFFSET) | (uint256(ownerEpoch) << EPOCH_OFFSET) | uint256(expiry)";

/** The or with this number, counted from 1, as an exclusive or. */
function exclusive(place: string, before: string, which: number): AcceptedSurvivor {
  let found = 0;
  const after = before.replaceAll(" | ", (or) => (++found === which ? " ^ " : or));
  return { place, before, after, reason: APART };
}

export const ACCEPTED_SURVIVORS: readonly AcceptedSurvivor[] = [
  loop("GrantBatches._grantMany", "grants"),
  loop("GrantBatches._revokeMany", "grants"),
  loop("GrantBatches._changeMany", "changes"),
  loop("GrantBatches._changeMany", "sealedChanges"),
  loop("SignedMessages.hashBatch", "changes"),
  loop("SignedMessages.hashBatch", "sealedChanges"),
  exclusive("GrantWord.successor", SUCCESSOR, 1),
  exclusive("GrantWord.successor", SUCCESSOR, 2),
  exclusive(
    "GrantWord.withRaisedNonce",
    "return GrantWord.wrap((raisedNonce(self) << NONCE_OFFSET) | grant);",
    1,
  ),
  exclusive(
    "Journal.append",
    "return Journal.wrap(((uint256(seq(previous)) + 1) << DIGEST_BITS) | uint192(content));",
    1,
  ),
  {
    place: "GrantWord.raisedNonce",
    before: "return uint256(self.nonce()) + 1;",
    after: "return uint248(self.nonce()) + 1;",
    reason: "64 bits and one more fit in 248, and the sum is widened to 256 as it is returned.",
  },
  ...["true", "err >= ECDSA.RecoverError.NoError"].map((altered) => ({
    place: "AccountSignature.isValid",
    before: "return err == ECDSA.RecoverError.NoError && recovered == account;",
    after: `return ${altered} && recovered == account;`,
    reason:
      "With every error the recovered address is 0, and the account is not: it delegates, so it has a key. Kept, so that nothing rests on what a library returns beside an error.",
  })),
  ...[
    "true && bytes3(account.code) == DELEGATION_PREFIX",
    "account.code.length <= DELEGATION_LENGTH && bytes3(account.code) == DELEGATION_PREFIX",
    "account.code.length >= DELEGATION_LENGTH && bytes3(account.code) == DELEGATION_PREFIX",
    "account.code.length == DELEGATION_LENGTH && bytes2(account.code) == DELEGATION_PREFIX",
  ].map((altered) => ({
    place: "AccountSignature._delegates",
    before: "return account.code.length == DELEGATION_LENGTH && bytes3(account.code) == DELEGATION_PREFIX;",
    after: `return ${altered};`,
    reason:
      "No code but a delegation begins with 0xef (EIP-3541), and each is 0xef0100 and an address (EIP-7702); the tests' chain refuses others. Kept whole, because a later fork may give the mark another use.",
  })),
  {
    place: "GrantBatches._canChange",
    before: "if (_wordOf(owner, handle).nonce() != nonce) return false;",
    after: "if (_wordOf(owner, handle).nonce() > nonce) return false;",
    reason: "A nonce that is ahead was refused before the first change, and a batch only raises nonces.",
  },
  loop("GrantBatches._requireCome", "changes"),
  loop("GrantBatches._requireCome", "sealedChanges"),
];
