import type { Store } from "../../src/storage/store.ts";
import { describeAccounts } from "./describe-accounts.ts";
import { describeErasures } from "./describe-erasures.ts";
import { describeOwnData } from "./describe-own-data.ts";
import { describeReceipts } from "./describe-receipts.ts";
import { describeRecords } from "./describe-records.ts";
import { describeReplicas } from "./describe-replicas.ts";
import { describeRequests } from "./describe-requests.ts";
import { describeSessions } from "./describe-sessions.ts";
import { describeShares } from "./describe-shares.ts";
import { describeSharedRecords } from "./describe-shared-records.ts";
import { describeStaging } from "./describe-staging.ts";
import { describeUsers } from "./describe-users.ts";

/** What every store promises, whatever database it keeps its rows in. `open` gives one that nobody else writes. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store | undefined;
    const opened = (): Store => {
      if (store === undefined) throw new Error("the store is not open");
      return store;
    };

    before(async () => {
      store = await open();
    });
    after(() => store?.close());

    describeUsers(opened);
    describeAccounts(opened);
    describeSessions(opened);
    describeStaging(opened);
    describeRecords(opened);
    describeShares(opened);
    describeSharedRecords(opened);
    describeRequests(opened);
    describeErasures(opened);
    describeOwnData(opened);
    describeReceipts(opened);
    describeReplicas(opened);
  });
}
