import type { Bytes32, Share } from "@idos/protocol";
import { verifySharedTerms } from "../consumer/verify-shared-terms.ts";
import { IdosError } from "../errors/idos-error.ts";
import type { ReadShareQuery } from "../http/calls/share-calls.ts";
import type { IdosSession, SessionNode } from "../session/idos-session.ts";
import { verifyPublicUser } from "../verify/public-user.ts";
import { verifyStoredRecord } from "../verify/stored-record.ts";
import { askNodes } from "./ask-nodes.ts";
import { compareAnswers, type CrossCheck } from "./compare-answers.ts";

/** Compares what all nodes of the session say of one of the user's own records. */
export async function crossCheckOwn(session: IdosSession, record: Bytes32): Promise<CrossCheck> {
  const answers = await askNodes(session, async ({ client }, memory) => {
    const owner = await verifyPublicUser(await client.me(), session.account, memory);
    return verifyStoredRecord(await client.record(record), { record, owner }, memory);
  });
  return compareAnswers(record, answers);
}

/** As `crossCheckOwn`, of each record of a share that is granted to the account. Each node logs it as a read. */
export async function crossCheckShared(
  session: IdosSession,
  shareId: Bytes32,
  query: ReadShareQuery,
): Promise<CrossCheck[]> {
  const share = await session.node.share(shareId, query);
  const { terms, owner } = await verifySharedTerms(session, share, query.opening);
  const shares = new Map<SessionNode, Promise<Share>>();
  const shareAt = (node: SessionNode): Promise<Share> => {
    const asked = shares.get(node) ?? node.client.share(shareId, query);
    shares.set(node, asked);
    return asked;
  };
  const checks: CrossCheck[] = [];
  for (const record of terms.records) {
    const answers = await askNodes(session, async (node, memory) => {
      const shown = (await shareAt(node)).records.find((one) => one.record === record);
      if (shown === undefined) throw new IdosError("RECORD_NOT_FOUND", "The node does not show the record");
      return verifyStoredRecord(shown, { record, owner }, memory);
    });
    checks.push(compareAnswers(record, answers));
  }
  return checks;
}
