/**
 * The contract's own refusals. A code is CONTRACT_ and the Solidity error's name in capitals, so NotGranted is
 * CONTRACT_NOT_GRANTED; an IdosError's `values` are then that error's arguments under their own names.
 */
export const CONTRACT_REFUSALS = {
  CONTRACT_ZERO_GRANTEE: {
    happened: "A grant named the zero address as its grantee.",
    remedy: "Name the account that is to read.",
  },
  CONTRACT_ZERO_SHARE_ID: {
    happened: "A grant named no share.",
    remedy: "Give the share 32 random bytes as its id, as the SDK does.",
  },
  CONTRACT_ZERO_HANDLE: {
    happened: "A sealed grant named no handle.",
    remedy: "Give the hash of grantee, share and salt, as the SDK does.",
  },
  CONTRACT_EXPIRY_IN_THE_PAST: {
    happened: "The grant would be over at the time of its own block.",
    remedy: "Choose a later expiry, or have it signed anew; to end a grant, revoke it.",
  },
  CONTRACT_NOT_GRANTED: {
    happened: "There is nothing to end: never granted, or ended before by owner or grantee.",
    remedy: "Take access as ended. Look at account, grantee and share if it should not be.",
  },
  CONTRACT_NOT_GRANTED_SEALED: {
    happened: "There is nothing to end under the handle: never granted, or ended before.",
    remedy: "Take access as ended. Look at account and handle if it should not be.",
  },
  CONTRACT_EMPTY_BATCH: {
    happened: "A transaction for many changes named none.",
    remedy: "Name one grant at least, or send nothing.",
  },
  CONTRACT_NOTHING_TO_CHANGE: {
    happened: "No change of a batch can be made any more: it was sent before, or the grants have changed.",
    remedy: "Look at the grants as they are now; ask anew for what is still wanted.",
  },
  CONTRACT_NONCE_AHEAD: {
    happened: "A change of a signed batch is for a nonce that its handle does not have yet.",
    remedy: "Have it signed anew, with the nonces as they are; one batch changes a handle once.",
  },
  CONTRACT_DEADLINE_PASSED: {
    happened: "A signed message came after the last second at which it could be used.",
    remedy: "Have it signed anew, with a later deadline.",
  },
  CONTRACT_INVALID_SIGNATURE: {
    happened:
      "The signature is not the owner's over these very terms, or she has used or withdrawn them since: the message was sent before, or the grant changed, or she ended everything.",
    remedy: "Look at the grant as it is now; have it signed anew if it is still wanted.",
  },
} as const;

/** The codes of the contract's own refusals. */
export type ContractCode = keyof typeof CONTRACT_REFUSALS;

export function isContractCode(code: string): code is ContractCode {
  return Object.hasOwn(CONTRACT_REFUSALS, code);
}

/** The code of a Solidity error; undefined for one that the contract's interface does not name. */
export function contractCodeOf(solidityName: string): ContractCode | undefined {
  const code = `CONTRACT${solidityName.replaceAll(/[A-Z]/g, "_$&").toUpperCase()}`;
  return isContractCode(code) ? code : undefined;
}
