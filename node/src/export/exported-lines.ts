import type { ExportDataLine, Origin } from "@idos/protocol";
import { presentRequest } from "../requests/present.ts";
import { presentKey } from "../records/present.ts";
import { presentSummary } from "../shares/present.ts";
import type { Store } from "../storage/store.ts";
import type { StoredUser } from "../storage/users.ts";
import { linkedAccounts } from "../users/linked-accounts.ts";
import { presentKeyBackups } from "../users/present.ts";
import { allItems } from "./all-items.ts";
import { exportedRecord } from "./exported-record.ts";

type Lines = AsyncGenerator<ExportDataLine>;

export interface ExportSource {
  readonly store: Store;
  /** The node's. */
  readonly origin: Origin;
  readonly nowSeconds: () => number;
}

/**
 * All that the node keeps of the user. Each line was true at a moment of the export; what was there all the while is
 * in it. Throws, so that the end is missing, when she is erased meanwhile.
 */
export async function* exportedLines(source: ExportSource, user: StoredUser): Lines {
  const { store } = source;
  yield* entryLines(source, user);
  for await (const record of store.ownData.recordIds(user.userId))
    yield* exportedRecord(store.records, record);
  yield* shareLines(source, user);
  yield* requestLines(source, user);
  for await (const use of store.ownData.writeGrantUses(user.userId))
    yield { type: "write-grant-use", ...use };
  for await (const receipt of allItems((page) => store.receipts.receiptsOf(user.userId, page)))
    yield { type: "receipt", receipt };
  yield* sessionLines(source, user);
  if ((await store.users.userById(user.userId)) === undefined)
    throw new Error("the user was erased while she was exported");
}

async function* entryLines({ origin, store, nowSeconds }: ExportSource, user: StoredUser): Lines {
  const { userId, createdBy, createdAtSeconds: createdAt } = user;
  const place = { node: origin, exportedAt: nowSeconds() };
  yield { type: "user", v: 1, userId, createdBy, createdAt, ...place };
  for (const account of user.accounts) yield { type: "account", account };
  for await (const keyBinding of store.ownData.keyBindings(userId)) yield { type: "key-binding", keyBinding };
  const { backups } = presentKeyBackups(await store.users.keyBackups(userId));
  for (const keyBackup of backups) yield { type: "key-backup", keyBackup };
}

async function* shareLines({ store }: ExportSource, { userId }: StoredUser): Lines {
  for await (const id of store.ownData.shareIds(userId)) {
    const share = await store.shares.share(id);
    if (share === undefined) continue;
    const keys = share.records.map((key) => ({ ...key, wrappedKey: presentKey(key.wrappedKey) }));
    yield { type: "share", share: presentSummary(share), keys };
  }
}

async function* requestLines({ store, nowSeconds }: ExportSource, user: StoredUser): Lines {
  const { requests } = store;
  const all = { nowSeconds: nowSeconds() };
  const listings = [
    allItems((page) => requests.requestsTo(user.userId, all, page)),
    ...linkedAccounts(user).map((requester) =>
      allItems((page) => requests.requestsBy({ requester, chainId: null }, all, page)),
    ),
  ];
  for (const listing of listings)
    for await (const request of listing)
      yield { type: "request", request: presentRequest(request, nowSeconds()) };
}

async function* sessionLines({ store }: ExportSource, user: StoredUser): Lines {
  for (const account of linkedAccounts(user))
    for await (const { delegation, expiresAtSeconds } of store.ownData.sessions(account))
      yield { type: "session", delegation, expiresAt: expiresAtSeconds };
}
