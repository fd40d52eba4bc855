import {
  type AccountHistory,
  type Address,
  type Bytes32,
  keyBindingTypedData,
  linksNow,
  type PublicUser,
  type SignedKeyBinding,
  spokeFor,
} from "@idos/protocol";
import { nodeLied } from "../errors/node-lied.ts";
import { verifyAccounts } from "./account-history.ts";
import type { FreshnessMemory } from "./freshness-memory.ts";
import { recoverTypedDataSigner } from "./typed-data-signer.ts";

/** A user as her own signatures prove her, whatever node handed her over. */
export interface VerifiedUser {
  readonly userId: Bytes32;
  /** Those that are linked now, in the order of linking. */
  readonly accounts: readonly Address[];
  /** Those that have left too: what they signed before still counts. */
  readonly history: AccountHistory;
  /** Null before the user has published a key. */
  readonly keys: { readonly encryptionKey: Bytes32; readonly signingKey: Bytes32 } | null;
}

/**
 * Checks that `account` is one of this user's, that her accounts came and left by her own signatures (see
 * `verifyAccounts`), and that one of them signed the key while it was linked. Throws NODE_LIED.
 */
export function verifyPublicUser(user: PublicUser, account: Address, memory: FreshnessMemory): VerifiedUser {
  const { userId, accounts: history, keyBinding } = user;
  verifyAccounts(userId, history);
  memory.sawAccounts(userId, history);
  const accounts = linksNow(history).map((link) => link.account);
  if (!accounts.includes(account)) {
    const values = { account, userId };
    throw nodeLied("user-account", "The node hands over a user who does not have this account", values);
  }
  if (keyBinding !== null) verifyBinding(keyBinding, userId, history);
  memory.sawKeyBinding(userId, keyBinding?.binding ?? null);
  if (keyBinding === null) return { userId, accounts, history, keys: null };
  const { encryptionKey, signingKey } = keyBinding.binding;
  return { userId, accounts, history, keys: { encryptionKey, signingKey } };
}

function verifyBinding(
  { binding, signature }: SignedKeyBinding,
  userId: Bytes32,
  history: AccountHistory,
): void {
  const isHers =
    binding.userId === userId &&
    spokeFor(history, binding.account, binding.issuedAt) &&
    recoverTypedDataSigner(keyBindingTypedData(binding), signature) === binding.account;
  if (!isHers)
    throw nodeLied("key-binding", "The user's key is not signed by an account of hers", { userId });
}
