import {
  type HistoricGrant,
  NEVER_EXPIRES,
  parseAddress,
  parseBytes32,
  type PublicShareTerms,
} from "@idos/sdk";

export const word = (digit: string) => parseBytes32(`0x${digit.repeat(64)}`);
export const account = (digit: string) => parseAddress(`0x${digit.repeat(40)}`);
export const OWNER = account("a");

/** A grant of `OWNER`'s in block 10, without an end, under the handle that `digit` names. */
export function grantOf(digit: string, more: Partial<HistoricGrant> = {}): HistoricGrant {
  return {
    ...{ owner: OWNER, handle: word(digit), grantee: account("b"), shareId: word(digit) },
    ...{ expiresAt: NEVER_EXPIRES, granted: { blockNumber: 10, transactionHash: word("9") }, ended: null },
    ...more,
  };
}

export function shareOf(digit: string, more: Partial<PublicShareTerms> = {}): PublicShareTerms {
  return {
    ...{ visibility: "public", share: word(digit), handle: word(digit), ownerId: word("8"), chainId: 31337 },
    ...{ ownerAccount: OWNER, grantee: account("b"), purpose: "Loan", records: [word("1")], createdAt: 1 },
    ...more,
  };
}
