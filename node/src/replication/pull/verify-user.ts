import {
  accountClaims,
  type AccountHistory,
  type Address,
  type Bytes32,
  keyBindingFault,
  keyBindingTypedData,
  type SignedKeyBinding,
  spokeFor,
  type UserItem,
  userItemSchema,
} from "@idos/protocol";
import type { AccountSignatures } from "../../access/account-signatures.ts";
import { parseJsonAs } from "./parse-json-as.ts";
import { ReplicaRefused } from "./replica-fault.ts";

/** The user of this id as an item says her, when her own signatures prove her. Throws `malformed` or `unsigned`. */
export async function verifyUser(
  signatures: AccountSignatures,
  userId: Bytes32,
  item: string,
): Promise<UserItem> {
  const user = parseJsonAs(userItemSchema, item);
  const claims = accountClaims(userId, user.accounts);
  if ("fault" in claims) throw new ReplicaRefused("unsigned", `an account history has a bad ${claims.fault}`);
  for (const { kind, signer: account, chainId, typedData, signature } of claims)
    if (!(await signatures.signedTypedData({ account, chainId }, typedData, signature)))
      throw new ReplicaRefused("unsigned", `an account history has an unsigned ${kind}`);
  for (const [index, bound] of user.keyBindings.entries()) {
    await requireBound(signatures, userId, user, bound);
    const preceding = user.keyBindings[index - 1];
    const fault = preceding && (await keyBindingFault(preceding, bound, user.accounts));
    if (fault !== undefined)
      throw new ReplicaRefused("unsigned", `a key does not follow its predecessor: ${fault}`);
  }
  return user;
}

async function requireBound(
  signatures: AccountSignatures,
  userId: Bytes32,
  { accounts }: UserItem,
  { binding, signature }: SignedKeyBinding,
): Promise<void> {
  const { account, issuedAt } = binding;
  const isHers = binding.userId === userId && spokeFor(accounts, account, issuedAt);
  const signer = { account, chainId: chainOf(accounts, account) };
  if (!isHers || !(await signatures.signedTypedData(signer, keyBindingTypedData(binding), signature)))
    throw new ReplicaRefused("unsigned", "a key is not bound by an account of its user");
}

/** Where the account's contract is asked; undefined for an account that its key speaks for. */
export function chainOf(history: AccountHistory, account: Address): number | undefined {
  return history.findLast(({ link }) => link.account === account)?.link.chainId;
}
