import type { Store } from "../storage/store.ts";
import type { FactVersions } from "./fact-versions.ts";

/**
 * The store, whose writes give new versions to the facts that they change. The one place that says which:
 * `SessionStore.session` and `ShareReader.shareWithRecords` are what is remembered, and a write that changes what either
 * of them answers is here. The expiry of sessions is none: each read looks at the time by itself.
 */
export function announceChanges(store: Store, versions: FactVersions): Store {
  const { sessions, users, records, shares, erasures, replicas } = store;
  const during: FactVersions["during"] = (subjects, write) => versions.during(subjects, write);
  return {
    ...store,
    sessions: {
      ...sessions,
      createSession: (session) =>
        during([`account:${session.signIn.account}`], () => sessions.createSession(session)),
      deleteSession: (session) =>
        during([`account:${session.account}`], () => sessions.deleteSession(session)),
      deleteSessions: (ended) => {
        const accounts = new Set(ended.map(({ account }) => account));
        return during(
          [...accounts].map((account) => `account:${account}` as const),
          () => sessions.deleteSessions(ended),
        );
      },
      markChecked: (session, checkedAtSeconds) =>
        during([`account:${session.account}`], () => sessions.markChecked(session, checkedAtSeconds)),
    },
    users: {
      ...users,
      createUser: (user, founding) =>
        during([`account:${founding.link.account}`], () => users.createUser(user, founding)),
      linkAccount: (userId, link) =>
        during([`account:${link.link.account}`, `user:${userId}`], () => users.linkAccount(userId, link)),
      // A session by way of a link is a fact about that user too, so those of the account need no list.
      unlinkAccount: (userId, unlink) =>
        during([`account:${unlink.unlink.account}`, `user:${userId}`], () =>
          users.unlinkAccount(userId, unlink),
        ),
    },
    erasures: {
      ...erasures,
      eraseUser: (erasure, nowSeconds) =>
        during([`user:${erasure.erasure.userId}`], () => erasures.eraseUser(erasure, nowSeconds)),
    },
    replicas: {
      ...replicas,
      replaceUser: (user) =>
        during(
          [`user:${user.userId}`, ...user.accounts.map(({ link }) => `account:${link.account}` as const)],
          () => replicas.replaceUser(user),
        ),
      replaceRecord: (record) =>
        during([`data:${record.header.owner}`], () => replicas.replaceRecord(record)),
      replaceShare: (share) => during([`data:${share.ownerId}`], () => replicas.replaceShare(share)),
      spendShare: (share, owner) => during([`data:${owner}`], () => replicas.spendShare(share, owner)),
    },
    records: {
      ...records,
      putRecord: (version) => during([`data:${version.header.owner}`], () => records.putRecord(version)),
      putOwnerKey: (of, wrappedKey) =>
        during([`data:${of.owner}`], () => records.putOwnerKey(of, wrappedKey)),
      deleteRecord: (version) =>
        during([`data:${version.header.owner}`], () => records.deleteRecord(version)),
    },
    shares: {
      ...shares,
      putShare: (share) => during([`data:${share.ownerId}`], () => shares.putShare(share)),
      deleteShare: (share, ownerId) => during([`data:${ownerId}`], () => shares.deleteShare(share, ownerId)),
    },
  };
}
