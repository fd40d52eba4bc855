import { randomBytes } from "node:crypto";
import {
  accountLinkTypedData,
  type Bytes32,
  keyBindingTypedData,
  LIMITS,
  parseAddress,
  parseBytes32,
  PATHS,
  type SignedAccountLink,
  type SignedKeyBinding,
  type SignedWriteGrant,
  toBase64url,
  toHex,
  type TypedData,
  userIdOf,
  type WriteGrant,
  writeGrantTypedData,
} from "@idos/protocol";
import { type Actor, type ActorWallet, createActor, nowSeconds } from "./actor.ts";
import { type Answer, jsonRequest, type Sent } from "./exchange.ts";
import type { SessionKeys } from "./session-keys.ts";
import type { ReachableNode } from "./test-node.ts";

export const randomId = (): Bytes32 => parseBytes32(toHex(randomBytes(32)));
export const randomKey = (): string => toBase64url(randomBytes(LIMITS.wrappedKeyBytes));

export interface User extends Actor {
  readonly userId: Bytes32;
}

/** Fails the test unless the answer is a success. */
export function succeeded(answer: Answer): Answer {
  if (answer.status < 300) return answer;
  throw new Error(`${answer.outcome}: ${new TextDecoder().decode(answer.bytes)}`);
}

export function signData(wallet: ActorWallet, { domain, types, message }: TypedData): Promise<string> {
  return wallet.signTypedData(domain, types, message);
}

export async function foundingLink(
  node: ReachableNode,
  wallet: ActorWallet,
  changes: Partial<SignedAccountLink["link"]> = {},
): Promise<SignedAccountLink> {
  const account = parseAddress(wallet.address);
  const salt = randomId();
  const userId = userIdOf(account, salt);
  const link = { userId, account, linkedBy: account, salt, issuedAt: nowSeconds(node), ...changes };
  return { link, signature: await signData(wallet, accountLinkTypedData(link)) };
}

/** A node's provider, signed in as the backend that it is. */
export async function signedInProvider(node: ReachableNode): Promise<Actor> {
  const provider = await createActor(node, node.provider);
  succeeded(await provider.signIn(["read", "write"], { originHeader: null }));
  return provider;
}

/** Somebody whose entry a provider made, signed in with every scope. */
export async function createUser(
  node: ReachableNode,
  provider: Actor,
  wallet?: ActorWallet,
  makeKeys?: () => Promise<SessionKeys>,
): Promise<User> {
  const actor = await createActor(node, wallet, makeKeys);
  const founding = await foundingLink(node, actor.wallet);
  succeeded(await provider.request(jsonRequest("POST", PATHS.users, founding)));
  succeeded(await actor.signIn());
  return { ...actor, userId: founding.link.userId };
}

export function keyBackup(slot: string): Sent {
  const backup = { kind: "password", parameters: { memoryKib: 131072 }, ciphertext: randomKey() };
  return jsonRequest("PUT", PATHS.keyBackup(slot), backup);
}

export async function backUpTwice(user: User): Promise<void> {
  for (const slot of ["password", "recovery-code"]) succeeded(await user.request(keyBackup(slot)));
}

export async function keyBinding(
  node: ReachableNode,
  user: User,
  changes: Partial<SignedKeyBinding["binding"]> = {},
): Promise<SignedKeyBinding> {
  const keys = { encryptionKey: randomId(), signingKey: randomId() };
  const issuedAt = nowSeconds(node);
  const binding = { userId: user.userId, account: user.account, ...keys, issuedAt, ...changes };
  return { binding, signature: await signData(user.wallet, keyBindingTypedData(binding)) };
}

/** Lets `issuer` add one credential to the user's data. */
export async function writeGrant(
  node: ReachableNode,
  user: User,
  issuer: Actor,
  changes: Partial<WriteGrant> = {},
  signer = user.wallet,
): Promise<SignedWriteGrant> {
  const parties = { userId: user.userId, account: user.account, issuer: issuer.account };
  const grant = {
    grantId: randomId(),
    ...parties,
    recordsMax: 1,
    notAfter: nowSeconds(node) + 600,
    ...changes,
  };
  return { grant, signature: await signData(signer, writeGrantTypedData(grant)) };
}
