import {
  type AccountHistory,
  type Address,
  type Bytes32,
  keyBindingFault,
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
  /** From the first one to the one in force. */
  readonly bindings: readonly SignedKeyBinding[];
}

/**
 * Checks that `account` is one of this user's, that her accounts came and left by her own signatures (see
 * `verifyAccounts`), that one of them signed each key while it was linked, and that each key consented to the next one.
 * Throws NODE_LIED.
 */
export async function verifyPublicUser(
  user: PublicUser,
  account: Address,
  memory: FreshnessMemory,
): Promise<VerifiedUser> {
  const { userId, accounts: history, keyBinding, earlierKeyBindings } = user;
  verifyAccounts(userId, history);
  memory.sawAccounts(userId, history);
  const accounts = linksNow(history).map((link) => link.account);
  if (!accounts.includes(account)) {
    const values = { account, userId };
    throw nodeLied("user-account", "The node hands over a user who does not have this account", values);
  }
  const bindings = keyBinding === null ? earlierKeyBindings : [...earlierKeyBindings, keyBinding];
  await verifyBindings(bindings, userId, history);
  memory.sawKeyBindings(userId, bindings);
  if (keyBinding === null) return { userId, accounts, history, keys: null, bindings };
  const { encryptionKey, signingKey } = keyBinding.binding;
  return { userId, accounts, history, keys: { encryptionKey, signingKey }, bindings };
}

async function verifyBindings(
  bindings: readonly SignedKeyBinding[],
  userId: Bytes32,
  history: AccountHistory,
): Promise<void> {
  for (const [index, binding] of bindings.entries()) {
    verifyBinding(binding, userId, history);
    const preceding = bindings[index - 1];
    const fault = preceding && (await keyBindingFault(preceding, binding, history));
    if (fault !== undefined)
      throw nodeLied("key-succession", "The user's key does not follow the one before", { userId, fault });
  }
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
