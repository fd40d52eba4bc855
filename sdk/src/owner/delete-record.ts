import { type Bytes32, headerHash, type RecordHeader } from "@idos/protocol";
import type { IdosSession } from "../session/idos-session.ts";
import { fetchOwnRecord } from "./own-record.ts";

/** Destroys one of the user's records; resolves with its kind. Throws RECORD_NOT_FOUND, RECORD_DELETED. */
export async function deleteRecord(session: IdosSession, record: Bytes32): Promise<RecordHeader["kind"]> {
  const { verified } = await fetchOwnRecord(session, await session.user(), record);
  const { owner, version, kind } = verified.header;
  const header: RecordHeader = {
    ...{ v: 1, owner, record, kind, envelope: null, deleted: true },
    version: version + 1,
    prev: verified.headerHash,
    author: session.account,
    iat: session.nowSeconds(),
  };
  const jws = await session.signHeader(header);
  await session.node.deleteRecord(record, { header: jws });
  session.memory.sawHeader(header, headerHash(jws));
  return kind;
}
