import type { DidKey } from "@idos/protocol";
import type { StoredSession } from "../../src/storage/sessions.ts";
import type { StoredShare } from "../../src/storage/shares.ts";
import type { Store } from "../../src/storage/store.ts";
import {
  accountLink,
  accountUnlink,
  createPerson,
  deletion,
  erasureOf,
  NOW,
  type Person,
  randomAccount,
  randomId,
  randomKey,
  session,
  share,
  stage,
  type Version,
  version,
  write,
} from "../storage/examples.ts";

/** What readers remember something of. */
export interface Example {
  readonly person: Person;
  /** Of the person's first account. */
  readonly own: StoredSession;
  /** Of an account that was linked later; a contract's. */
  readonly second: StoredSession;
  /** Of an account that is nobody's. */
  readonly stranger: StoredSession;
  readonly record: Version;
  readonly shared: StoredShare;
}

export async function createExample(store: Store): Promise<Example> {
  const person = await createPerson(store);
  const contract = { checkedAtSeconds: NOW };
  const [own, second, stranger] = [session(person.account), { ...session(), contract }, session()];
  const link = accountLink(person.userId, second.signIn.account, person.account);
  await store.users.linkAccount(person.userId, link);
  for (const each of [own, second, stranger]) await store.sessions.createSession(each);
  const record = await write(store, version(person));
  const shared = share(person, [record]);
  await store.shares.putShare(shared);
  return { person, own, second, stranger, record, shared };
}

/** All that is remembered of the example. */
export async function factsOf(store: Store, { own, second, stranger, shared }: Example): Promise<unknown> {
  const find = (key: DidKey) => store.sessions.session(key);
  return {
    own: await find(own.signIn.sessionKey),
    second: await find(second.signIn.sessionKey),
    stranger: await find(stranger.signIn.sessionKey),
    shared: await store.shares.shareWithRecords(shared.share),
  };
}

/** Every write that changes what is remembered. */
export const WRITES: Readonly<Record<string, (store: Store, example: Example) => Promise<unknown>>> = {
  "a session that replaces one": ({ sessions }, { own }) =>
    sessions.createSession({ ...own, expiresAtSeconds: own.expiresAtSeconds + 1 }),
  "a sign-out": ({ sessions }, { own }) => sessions.deleteSession(own.signIn),
  "a sign-out everywhere else": ({ sessions }, { own, second }) =>
    sessions.deleteSessions([own.signIn, second.signIn]),
  "a contract asked again": ({ sessions }, { second }) => sessions.markChecked(second.signIn, NOW + 600),
  "a user's creation": ({ users }, { stranger }) => {
    const userId = randomId();
    const user = { userId, createdBy: randomAccount(), createdAtSeconds: NOW };
    return users.createUser(user, accountLink(userId, stranger.signIn.account));
  },
  "an account's linking": ({ users }, { person, stranger }) =>
    users.linkAccount(person.userId, accountLink(person.userId, stranger.signIn.account, person.account)),
  "an account's unlinking": ({ users }, { person, second }) =>
    users.unlinkAccount(
      person.userId,
      accountUnlink(person.userId, second.signIn.account, person.account, NOW + 1),
    ),
  "a user's erasure": ({ erasures }, { person }) => erasures.eraseUser(erasureOf(person), NOW),
  "a share that replaces one": ({ shares }, { shared }) =>
    shares.putShare({ ...shared, purpose: "something else" }),
  "a share's deletion": ({ shares }, { shared, person }) => shares.deleteShare(shared.share, person.userId),
  "a record's next version": async (store, { person, record, shared }) => {
    const shareKeys = [{ share: shared.share, wrappedKey: randomKey() }];
    const next = version(person, { after: record, shareKeys });
    await stage(store, next);
    return store.records.putRecord(next);
  },
  "another key of the owner's": ({ records }, { record }) => records.putOwnerKey(record.header, randomKey()),
  "a record's deletion": ({ records }, { person, record }) => records.deleteRecord(deletion(person, record)),
};
