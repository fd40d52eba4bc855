import type { ErasureStore } from "./erasures.ts";
import type { OwnDataReader } from "./own-data.ts";
import type { ReceiptStore } from "./receipts.ts";
import type { RecordReader, RecordWriter } from "./records.ts";
import type { ReplicaReader, ReplicaWriter } from "./replicas.ts";
import type { RequestStore } from "./requests.ts";
import type { SessionStore } from "./sessions.ts";
import type { ShareReader, ShareWriter } from "./shares.ts";
import type { UserReader, UserWriter } from "./users.ts";

/** The database as the rest of the node sees it. What it promises is its conformance suite. */
export interface Store {
  readonly users: UserReader & UserWriter;
  readonly sessions: SessionStore;
  readonly records: RecordReader & RecordWriter;
  readonly shares: ShareReader & ShareWriter;
  readonly requests: RequestStore;
  readonly erasures: ErasureStore;
  readonly ownData: OwnDataReader;
  readonly receipts: ReceiptStore;
  readonly replicas: ReplicaReader & ReplicaWriter;
  /** Resolves when the database answers, rejects when it does not. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
