import type { Bytes32 } from "@idos/protocol";
import type { AccessViews } from "../chain/access-views.ts";
import type { CrossCheck } from "../cross-check/compare-answers.ts";
import { crossCheckOwn } from "../cross-check/cross-check.ts";
import { bytes32Argument } from "../errors/argument.ts";
import { IdosError } from "../errors/idos-error.ts";
import type { JsonValue } from "../records/json-value.ts";
import type { OpenedRecord, RecordSummary } from "../records/opened-record.ts";
import { randomId } from "../records/random-id.ts";
import { writeRecord } from "../records/write-record.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { deleteRecord } from "./delete-record.ts";
import { listOwnRecords } from "./list-own-records.ts";
import { openOwnRecord } from "./own-record.ts";
import { destroyPresentationsOf } from "./presentation.ts";
import { type AllRecords, readEach } from "./read-each.ts";
import { sharesOfRecord } from "./shares-of-record.ts";

/** A record after a change, and the shares that follow it. */
export interface UpdatedRecord {
  readonly version: number;
  /** Shares whose grantees read the new version. */
  readonly sharesKept: readonly Bytes32[];
  /**
   * Shares that hold the record no longer: their grant has ended, a public one's grantee has no key any more, or a sealed
   * one is unreadable (see `UnreadableShareTerms`).
   */
  readonly sharesDropped: readonly Bytes32[];
}

/** The owner's own records. All of it needs unlocked keys, except `list` and `delete`. */
export interface OwnerRecords {
  list(): Promise<RecordSummary[]>;
  /** Every record, decrypted; one that cannot be opened or read is reported beside those that can. */
  readAll(): Promise<AllRecords>;
  read(record: string): Promise<OpenedRecord>;
  /** What every node of the session says of a record, compared: who is behind, and who lies. Needs no keys. */
  crossCheck(record: string): Promise<CrossCheck>;
  /** Adds an attribute; resolves with its id. Throws ARGUMENT_INVALID for a type or value that is none. */
  create(attribute: { readonly type: string; readonly value: JsonValue }): Promise<Bytes32>;
  /**
   * Replaces an attribute's value under a new content key. Who is granted it keeps access; the contract is asked who
   * that is, so a shared record needs a signer with a provider.
   */
  update(record: string, value: JsonValue): Promise<UpdatedRecord>;
  /**
   * Destroys the record's envelope and every key to it; its id is never used again. A credential's presentations go with
   * it, in her shares on the session's chain.
   */
  delete(record: string): Promise<void>;
}

export function createOwnerRecords(session: IdosSession, contract: AccessViews): OwnerRecords {
  const list = (): Promise<RecordSummary[]> => listOwnRecords(session);
  const read = async (record: string): Promise<OpenedRecord> =>
    (await openOwnRecord(session, bytes32Argument("record", record))).opened;
  return {
    list,
    read,
    readAll: async () => readEach(await list(), read),
    crossCheck: async (record) => crossCheckOwn(session, bytes32Argument("record", record)),
    async create({ type, value }) {
      const owner = (await session.user()).userId;
      const record = randomId();
      const content = { kind: "attribute", type, value } as const;
      const ownerKey = session.keys.current().encryptionKey;
      await writeRecord(session, { owner, record, previous: null, content, ownerKey, shares: [] });
      return record;
    },
    update: (record, value) => updateRecord(session, contract, bytes32Argument("record", record), value),
    async delete(recordText) {
      const record = bytes32Argument("record", recordText);
      if ((await deleteRecord(session, record)) === "credential")
        await destroyPresentationsOf(session, record);
    },
  };
}

async function updateRecord(
  session: IdosSession,
  contract: AccessViews,
  record: Bytes32,
  value: JsonValue,
): Promise<UpdatedRecord> {
  const { verified, opened } = await openOwnRecord(session, record);
  const { header, headerHash } = verified;
  const before = opened.content;
  if (before.kind !== "attribute") {
    const values = { argument: "record", kind: before.kind };
    throw new IdosError("ARGUMENT_INVALID", "Only its issuer can change a credential", values);
  }
  const { kept, dropped } = await sharesOfRecord(session, contract, record);
  const written = await writeRecord(session, {
    owner: header.owner,
    record,
    previous: { version: header.version, headerHash },
    content: { ...before, value },
    ownerKey: session.keys.current().encryptionKey,
    shares: kept,
  });
  return { version: written.version, sharesKept: kept.map(({ share }) => share), sharesDropped: dropped };
}
