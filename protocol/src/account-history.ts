import type { Address } from "./primitives.ts";
import { TIMES } from "./limits.ts";
import type { AccountLink } from "./typed-data/account-link.ts";
import type { AccountEntry, SignedAccountUnlink } from "./typed-data/signed.ts";

/** A user's accounts from the founding one on, those that have left included: an account may have several entries. */
export type AccountHistory = readonly AccountEntry[];

/** Of the accounts that are linked now. */
export function linksNow(history: AccountHistory): readonly AccountLink[] {
  return history.filter(({ unlinked }) => unlinked === undefined).map(({ link }) => link);
}

export function linkNow(history: AccountHistory, account: Address): AccountLink | undefined {
  return linksNow(history).find((link) => link.account === account);
}

/** The account's link that was in force then; one that ends in that second still was. */
export function linkAt(
  history: AccountHistory,
  account: Address,
  atSeconds: number,
): AccountLink | undefined {
  return history.find(
    ({ link, unlinked }) =>
      link.account === account &&
      link.issuedAt <= atSeconds &&
      (unlinked === undefined || atSeconds <= unlinked.unlink.issuedAt),
  )?.link;
}

/** A statement's time may be so much before the link that it came in under: a node takes it for so long. */
const STATEMENT_AGE_SECONDS_MAX = TIMES.proofAgeSecondsMax + TIMES.clockSkewSeconds;

/** Whether what the account signed at that time was signed as the user's. What is older than its first link is hers too. */
export function spokeFor(history: AccountHistory, account: Address, atSeconds: number): boolean {
  const entries = history.filter(({ link }) => link.account === account);
  return entries.some(
    ({ link, unlinked }, index) =>
      (index === 0 || link.issuedAt <= atSeconds + STATEMENT_AGE_SECONDS_MAX) &&
      (unlinked === undefined || atSeconds <= unlinked.unlink.issuedAt),
  );
}

/** Whether `later` is what may have become of `history`: links are only ever added, and end once. */
export function continuesHistory(history: AccountHistory, later: AccountHistory): boolean {
  return history.every(({ signature, link, unlinked }, index) => {
    const entry = later[index];
    return (
      entry?.signature === signature &&
      entry.link.account === link.account &&
      (unlinked === undefined || entry.unlinked?.signature === unlinked.signature)
    );
  });
}

export type LinkFault = "not-linked-by" | "linked" | "order";

/** What is wrong with a further link, its signatures aside. `history` is all that was before it. */
export function linkFault(history: AccountHistory, link: AccountLink): LinkFault | undefined {
  const before = history.filter((entry) => entry.link.account === link.account);
  if (before.some(({ unlinked }) => unlinked === undefined)) return "linked";
  if (linkAt(history, link.linkedBy, link.issuedAt) === undefined) return "not-linked-by";
  // Times are in the order of links, so that nobody makes an account a senior one by dating its link back.
  if (history.some((entry) => entry.link.issuedAt > link.issuedAt)) return "order";
  // Strictly, so that the statement that ended the last link cannot be used on this one.
  if (before.some(({ unlinked }) => (unlinked?.unlink.issuedAt ?? 0) >= link.issuedAt)) return "order";
  return undefined;
}

export type UnlinkFault = "not-linked" | "itself" | "account-signature-missing";

/**
 * What is wrong with an unlinking, its signatures aside. `history` has the leaving account's link as one in force. An
 * account that was linked earlier puts out a later one alone; a later one needs the leaving account's own signature.
 */
export function unlinkFault(
  history: AccountHistory,
  { unlink, accountSignature }: SignedAccountUnlink,
): UnlinkFault | undefined {
  const { account, unlinkedBy, issuedAt } = unlink;
  if (account === unlinkedBy) return "itself";
  const leaving = linkNow(history, account);
  const remaining = linkAt(history, unlinkedBy, issuedAt);
  if (leaving === undefined || leaving.issuedAt > issuedAt || remaining === undefined) return "not-linked";
  if (remaining.issuedAt < leaving.issuedAt) return undefined;
  return accountSignature === undefined ? "account-signature-missing" : undefined;
}
