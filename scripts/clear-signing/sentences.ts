/** What a wallet says: `intent` in few words, `interpolatedIntent` with formatted values, which are named in braces. */
export interface Sentence {
  readonly intent: string;
  readonly interpolatedIntent?: string;
}

const GRANT = {
  intent: "Let someone read a share",
  interpolatedIntent: "Let {grantee} read share {shareId} until {expiresAt}",
};
const REVOKE = {
  intent: "End access to a share",
  interpolatedIntent: "End the access of {grantee} to share {shareId}",
};
const GRANT_SEALED = {
  intent: "Give sealed access",
  interpolatedIntent: "Give sealed access {handle} until {expiresAt}",
};
const REVOKE_SEALED = { intent: "End sealed access", interpolatedIntent: "End sealed access {handle}" };
const REVOKE_ALL = { intent: "End all access you gave" };

/** Of a transaction, by the function that it calls. */
export const CALLS: Readonly<Record<string, Sentence>> = {
  grant: GRANT,
  revoke: REVOKE,
  grantMany: { intent: "Let others read shares" },
  revokeMany: { intent: "End access to shares" },
  grantSealed: GRANT_SEALED,
  revokeSealed: REVOKE_SEALED,
  revokeAll: REVOKE_ALL,
  voidMessages: {
    intent: "Void unused signatures",
    interpolatedIntent: "Void unused signatures for {handle}; access stays as it is",
  },
  renounce: {
    intent: "Give up access to a share",
    interpolatedIntent: "Give up access to share {shareId} of {owner}",
  },
  grantBySig: {
    intent: "Send a signed grant",
    interpolatedIntent: "For {owner}: let {grantee} read share {shareId} until {expiresAt}",
  },
  revokeBySig: {
    intent: "Send a signed revocation",
    interpolatedIntent: "For {owner}: end the access of {grantee} to share {shareId}",
  },
  grantSealedBySig: {
    intent: "Send a signed sealed grant",
    interpolatedIntent: "For {owner}: give sealed access {handle} until {expiresAt}",
  },
  revokeSealedBySig: {
    intent: "Send a signed sealed end",
    interpolatedIntent: "For {owner}: end sealed access {handle}",
  },
  revokeAllBySig: {
    intent: "Send a signed end of all",
    interpolatedIntent: "For {owner}: end all access that was given",
  },
  batchBySig: { intent: "Send signed changes" },
};

/** Of a message to sign, by its primary type. */
export const MESSAGES: Readonly<Record<string, Sentence>> = {
  Grant: GRANT,
  Revoke: REVOKE,
  GrantSealed: GRANT_SEALED,
  RevokeSealed: REVOKE_SEALED,
  RevokeAll: REVOKE_ALL,
  Batch: { intent: "Change who reads shares" },
};
