import { type AccountHistory, linkFault, unlinkFault } from "./account-history.ts";
import type { Address, Bytes32 } from "./primitives.ts";
import { accountLinkTypedData } from "./typed-data/account-link.ts";
import { accountUnlinkTypedData } from "./typed-data/account-unlink.ts";
import type { TypedData } from "./typed-data/domain.ts";
import type { AccountEntry, SignedAccountLink } from "./typed-data/signed.ts";
import { userIdOf } from "./user-id.ts";

/** What a part of a history states, and so what is wrong when it does not hold. */
export type AccountClaimKind = "founding" | "link" | "unlink";

/** "This account signed that": what remains to be checked of a history that is in order. */
export interface AccountClaim {
  readonly kind: AccountClaimKind;
  /** The account whose coming or going it is. */
  readonly subject: Address;
  readonly signer: Address;
  /** The chain that the signer's contract is on; absent where only its key signs. */
  readonly chainId: number | undefined;
  readonly typedData: TypedData;
  readonly signature: string;
}

export interface AccountClaimFault {
  readonly fault: AccountClaimKind;
  readonly subject: Address | null;
}

/**
 * Every signature that makes a history the user's own, in its order; or where it is no user's whatever was signed: her id
 * does not follow from the founding link, or an account came or left by one that could not say so.
 */
export function accountClaims(
  userId: Bytes32,
  history: AccountHistory,
): readonly AccountClaim[] | AccountClaimFault {
  const [founding, ...later] = history;
  if (founding === undefined || !isFounding(founding) || founding.link.userId !== userId)
    return { fault: "founding", subject: founding?.link.account ?? null };
  const claims: AccountClaim[] = [linkClaim("founding", founding, founding.link.account, founding.signature)];
  for (const [index, entry] of later.entries()) {
    const { link, signature, linkedBySignature } = entry;
    const before = history.slice(0, index + 1);
    const isFit = link.userId === userId && linkFault(before, link) === undefined;
    if (!isFit || linkedBySignature === undefined) return { fault: "link", subject: link.account };
    claims.push(linkClaim("link", entry, link.account, signature));
    claims.push(linkClaim("link", entry, link.linkedBy, linkedBySignature, chainOf(before, link.linkedBy)));
  }
  for (const entry of history) {
    const unlinking = unlinkClaims(userId, entry, history);
    if (unlinking === undefined) return { fault: "unlink", subject: entry.link.account };
    claims.push(...unlinking);
  }
  return claims;
}

/** Whether the link can found its user: the id commits to the account, which signs alone. */
function isFounding({ link, linkedBySignature }: SignedAccountLink): boolean {
  return (
    linkedBySignature === undefined &&
    link.linkedBy === link.account &&
    userIdOf(link.account, link.salt) === link.userId
  );
}

function chainOf(history: AccountHistory, account: Address): number | undefined {
  return history.findLast(({ link }) => link.account === account)?.link.chainId;
}

function linkClaim(
  kind: AccountClaimKind,
  { link }: SignedAccountLink,
  signer: Address,
  signature: string,
  chainId = link.chainId,
): AccountClaim {
  return { kind, subject: link.account, signer, chainId, typedData: accountLinkTypedData(link), signature };
}

/** None where the account has not left; undefined where it was put out by one that could not. */
function unlinkClaims(
  userId: Bytes32,
  entry: AccountEntry,
  history: AccountHistory,
): readonly AccountClaim[] | undefined {
  const { unlinked, ...linked } = entry;
  if (unlinked === undefined) return [];
  const { unlink, signature, accountSignature } = unlinked;
  // The account's link as it stood before this very statement; its other ones have ended or are still to come.
  const before = [linked, ...history.filter(({ link }) => link.account !== unlink.account)];
  const isFit =
    unlink.userId === userId &&
    unlink.account === entry.link.account &&
    unlinkFault(before, unlinked) === undefined;
  if (!isFit) return undefined;
  const claim = {
    kind: "unlink",
    subject: unlink.account,
    typedData: accountUnlinkTypedData(unlink),
  } as const;
  const by = { signer: unlink.unlinkedBy, chainId: chainOf(history, unlink.unlinkedBy), signature };
  if (accountSignature === undefined) return [{ ...claim, ...by }];
  const own = { signer: unlink.account, chainId: entry.link.chainId, signature: accountSignature };
  return [
    { ...claim, ...by },
    { ...claim, ...own },
  ];
}
