import {
  type AccountEntry,
  type AccountHistory,
  accountLinkTypedData,
  accountUnlinkTypedData,
  type Bytes32,
  linkFault,
  type SignedAccountLink,
  unlinkFault,
  userIdOf,
} from "@idos/protocol";
import { nodeLied } from "../errors/node-lied.ts";
import { recoverTypedDataSigner } from "./typed-data-signer.ts";

/**
 * Checks that the user's id follows from the founding link, that each further account was linked by one that was linked
 * then, and that each that left was put out by one that might. Throws NODE_LIED. Key accounts only: a contract account's
 * signature needs its chain.
 */
export function verifyAccounts(userId: Bytes32, history: AccountHistory): void {
  const [founding, ...later] = history;
  if (founding === undefined || !isFoundingLink(founding) || founding.link.userId !== userId)
    throw nodeLied("user-id", "The user's id does not follow from a founding link", { userId });
  for (const [index, entry] of later.entries())
    if (!isLaterLink(userId, entry, history.slice(0, index + 1))) {
      const values = { userId, account: entry.link.account };
      throw nodeLied("account-link", "An account of the user is not linked by her", values);
    }
  for (const entry of history)
    if (entry.unlinked !== undefined && !isUnlinked(userId, entry, history)) {
      const values = { userId, account: entry.link.account };
      throw nodeLied("account-unlink", "An account of the user was not unlinked by her", values);
    }
}

/** Whether the link founds its user: the id commits to the account, and the account signed. */
export function isFoundingLink({ link, signature, linkedBySignature }: SignedAccountLink): boolean {
  return (
    linkedBySignature === undefined &&
    link.linkedBy === link.account &&
    userIdOf(link.account, link.salt) === link.userId &&
    recoverTypedDataSigner(accountLinkTypedData(link), signature) === link.account
  );
}

function isLaterLink(
  userId: Bytes32,
  { link, signature, linkedBySignature }: AccountEntry,
  before: AccountHistory,
): boolean {
  const typedData = accountLinkTypedData(link);
  return (
    link.userId === userId &&
    linkedBySignature !== undefined &&
    linkFault(before, link) === undefined &&
    recoverTypedDataSigner(typedData, signature) === link.account &&
    recoverTypedDataSigner(typedData, linkedBySignature) === link.linkedBy
  );
}

function isUnlinked(userId: Bytes32, entry: AccountEntry, history: AccountHistory): boolean {
  const { unlinked, ...linked } = entry;
  if (unlinked === undefined) return false;
  const { unlink, signature, accountSignature } = unlinked;
  const typedData = accountUnlinkTypedData(unlink);
  // The account's link as it stood before this very statement; its other ones have ended or are still to come.
  const before = [linked, ...history.filter(({ link }) => link.account !== unlink.account)];
  return (
    unlink.userId === userId &&
    unlink.account === entry.link.account &&
    unlinkFault(before, unlinked) === undefined &&
    recoverTypedDataSigner(typedData, signature) === unlink.unlinkedBy &&
    (accountSignature === undefined || recoverTypedDataSigner(typedData, accountSignature) === unlink.account)
  );
}
