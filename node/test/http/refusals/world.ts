import type { Bytes32 } from "@idos/protocol";
import { type Actor, createActor } from "../../harness/actor.ts";
import { linkAccount } from "../../harness/linked-account.ts";
import { makeDeletion, remove, store, type Version } from "../../harness/records.ts";
import { putShare } from "../../harness/shares.ts";
import {
  backUpTwice,
  createUser,
  keyBinding,
  randomId,
  signedInProvider,
  succeeded,
  type User,
} from "../../harness/story.ts";
import { jsonRequest } from "../../harness/exchange.ts";
import { startTestNode, type TestNode, type TestNodeOptions } from "../../harness/test-node.ts";
import { PATHS, SCOPES } from "@idos/protocol";

/** The numbers on the chain of the people's accounts. */
export const CHAIN_ACCOUNT = { alice: 0, bob: 1, mallory: 2, aliceToo: 3 } as const;

/** A node with people and data on it, for wrong input to leave as they are. */
export interface World {
  readonly node: TestNode;
  readonly provider: Actor;
  /** Has two accounts, a key binding, two key backups, a record at version 2, a deleted one, and a share to Bob. */
  readonly alice: User;
  readonly bob: User;
  /** Has an entry and no key backups. */
  readonly mallory: User;
  /** Signed in, without an entry. */
  readonly issuer: Actor;
  readonly first: Version;
  readonly second: Version;
  /** What deleted the other record. */
  readonly deletion: Version;
  readonly share: Bytes32;
}

let shared: Promise<World> | undefined;

/** The one world of a run: whatever is refused leaves it as it was. */
export function sharedWorld(): Promise<World> {
  return (shared ??= createWorld());
}

/** Called once, after the last test. */
export async function stopSharedWorld(): Promise<void> {
  const stopping = shared;
  shared = undefined;
  await (await stopping)?.node.stop();
}

/** One of the caller's own, who stops its node. */
export async function createWorld(options: TestNodeOptions = {}): Promise<World> {
  const node = await startTestNode(options);
  const provider = await signedInProvider(node);
  const { chain } = node.deployed;
  const [alice, bob, mallory] = [
    await createUser(node, provider, chain.account(CHAIN_ACCOUNT.alice)),
    await createUser(node, provider, chain.account(CHAIN_ACCOUNT.bob)),
    await createUser(node, provider, chain.account(CHAIN_ACCOUNT.mallory)),
  ];
  succeeded(await alice.request(await linkAccount(node, alice, chain.account(CHAIN_ACCOUNT.aliceToo))));
  const issuer = await createActor(node);
  succeeded(await issuer.signIn(SCOPES, { originHeader: null }));
  await backUpTwice(alice);
  succeeded(await alice.request(jsonRequest("PUT", PATHS.keyBinding, await keyBinding(node, alice))));
  const first = await store(node, alice);
  const second = await store(node, alice, first);
  const doomed = await store(node, alice);
  const deletion = await makeDeletion(node, alice, doomed);
  succeeded(await alice.request(remove(deletion)));
  const share = randomId();
  succeeded(await alice.request(await putShare(node, share, alice, bob.account, [second])));
  return { node, provider, alice, bob, mallory, issuer, first, second, deletion, share };
}
