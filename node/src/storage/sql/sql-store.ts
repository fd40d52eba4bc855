import { LIMITS } from "@idos/protocol";
import { sql } from "kysely";
import type { Store } from "../store.ts";
import { migrate } from "./migrate.ts";
import { sqlAccountWriter } from "./sql-account-writer.ts";
import { sqlErasures } from "./sql-erasures.ts";
import { sqlOwnData } from "./sql-own-data.ts";
import { sqlReceipts } from "./sql-receipts.ts";
import { sqlRecordReader } from "./sql-record-reader.ts";
import { sqlRecordWriter } from "./sql-record-writer.ts";
import { sqlReplicaReader } from "./sql-replica-reader.ts";
import { sqlReplicaWriter } from "./sql-replica-writer.ts";
import { sqlRequests } from "./sql-requests.ts";
import { sqlSessions } from "./sql-sessions.ts";
import { sqlShareReader } from "./sql-share-reader.ts";
import { sqlShareWriter } from "./sql-share-writer.ts";
import { sqlUserReader } from "./sql-user-reader.ts";
import { sqlUserWriter } from "./sql-user-writer.ts";
import type { Database } from "./tables.ts";

export interface SqlStoreOptions {
  /** How many bytes of all accounts together may wait for their records. Default: the protocol's bound. */
  readonly stagedBytesMax?: number;
}

/** A store in a database, whose schema it brings up to date first. Closing it closes the database. */
export async function openSqlStore(db: Database, options: SqlStoreOptions = {}): Promise<Store> {
  await migrate(db);
  return sqlStore(db, options);
}

/** A store in a database whose schema is up to date. */
export function sqlStore(db: Database, options: SqlStoreOptions = {}): Store {
  const { stagedBytesMax = LIMITS.stagedBytesMax } = options;
  return {
    users: { ...sqlUserReader(db), ...sqlUserWriter(db), ...sqlAccountWriter(db) },
    sessions: sqlSessions(db),
    records: { ...sqlRecordReader(db), ...sqlRecordWriter(db, stagedBytesMax) },
    shares: { ...sqlShareReader(db), ...sqlShareWriter(db) },
    requests: sqlRequests(db),
    erasures: sqlErasures(db),
    ownData: sqlOwnData(db),
    receipts: sqlReceipts(db),
    replicas: { ...sqlReplicaReader(db), ...sqlReplicaWriter(db) },
    async ping() {
      await sql`select 1`.execute(db);
    },
    close: () => db.destroy(),
  };
}
