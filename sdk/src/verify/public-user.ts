import {
  accountLinkTypedData,
  type Address,
  type Bytes32,
  keyBindingTypedData,
  type PublicUser,
  type SignedAccountLink,
  type SignedKeyBinding,
  userIdOf,
} from "@idos/protocol";
import { nodeLied } from "../errors/node-lied.ts";
import type { FreshnessMemory } from "./freshness-memory.ts";
import { recoverTypedDataSigner } from "./typed-data-signer.ts";

/** A user as her own signatures prove her, whatever node handed her over. */
export interface VerifiedUser {
  readonly userId: Bytes32;
  /** The founding account first. */
  readonly accounts: readonly Address[];
  /** Null before the user has published a key. */
  readonly keys: { readonly encryptionKey: Bytes32; readonly signingKey: Bytes32 } | null;
}

/**
 * Checks that `account` is one of this user's, that the user id follows from the founding link, that each
 * further account was linked by one linked before it, and that a linked account signed the key. Throws
 * NODE_LIED. Key accounts only: a contract account's signature needs its chain.
 */
export function verifyPublicUser(user: PublicUser, account: Address, memory: FreshnessMemory): VerifiedUser {
  const accounts = verifyLinks(user);
  if (!accounts.includes(account)) {
    const values = { account, userId: user.userId };
    throw nodeLied("user-account", "The node hands over a user who does not have this account", values);
  }
  const { userId, keyBinding } = user;
  if (keyBinding !== null) verifyBinding(keyBinding, userId, accounts);
  memory.sawKeyBinding(userId, keyBinding?.binding ?? null);
  if (keyBinding === null) return { userId, accounts, keys: null };
  const { encryptionKey, signingKey } = keyBinding.binding;
  return { userId, accounts, keys: { encryptionKey, signingKey } };
}

function verifyLinks({ userId, accounts: links }: PublicUser): Address[] {
  const [founding, ...later] = links;
  if (founding === undefined || !isFoundingLink(founding) || founding.link.userId !== userId)
    throw nodeLied("user-id", "The user's id does not follow from a founding link", { userId });
  const accounts = [founding.link.account];
  for (const link of later) {
    if (link.link.userId !== userId || !isLaterLink(link, accounts)) {
      const values = { userId, account: link.link.account };
      throw nodeLied("account-link", "An account of the user is not linked by her", values);
    }
    accounts.push(link.link.account);
  }
  return accounts;
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
  { link, signature, linkedBySignature }: SignedAccountLink,
  linkedBefore: readonly Address[],
): boolean {
  const typedData = accountLinkTypedData(link);
  return (
    linkedBySignature !== undefined &&
    linkedBefore.includes(link.linkedBy) &&
    recoverTypedDataSigner(typedData, signature) === link.account &&
    recoverTypedDataSigner(typedData, linkedBySignature) === link.linkedBy
  );
}

function verifyBinding(
  { binding, signature }: SignedKeyBinding,
  userId: Bytes32,
  accounts: readonly Address[],
): void {
  const isHers =
    binding.userId === userId &&
    accounts.includes(binding.account) &&
    recoverTypedDataSigner(keyBindingTypedData(binding), signature) === binding.account;
  if (!isHers)
    throw nodeLied("key-binding", "The user's key is not signed by an account of hers", { userId });
}
