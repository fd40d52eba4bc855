import { isIdosError } from "../errors/idos-error.ts";
import type { IdosSession, SessionNode } from "../session/idos-session.ts";
import { createFreshnessMemory, type FreshnessMemory } from "../verify/freshness-memory.ts";
import type { VerifiedRecord } from "../verify/stored-record.ts";
import type { NodeAnswer } from "./compare-answers.ts";

/**
 * What each node of the session says of a record. Each is verified with a memory of its own: that one shows an older
 * version than another is what is to be found out, and no lie by itself.
 */
export async function askNodes(
  session: IdosSession,
  ask: (node: SessionNode, memory: FreshnessMemory) => Promise<VerifiedRecord>,
): Promise<readonly NodeAnswer[]> {
  const nodes = await session.nodes();
  return Promise.all(
    nodes.map(async (node): Promise<NodeAnswer> => {
      const { origin } = node;
      try {
        const { header, headerHash } = await ask(node, createFreshnessMemory());
        return { node: origin, version: header.version, headerHash };
      } catch (error) {
        if (!isIdosError(error)) throw error;
        const { check } = error.values;
        return error.code === "NODE_LIED"
          ? { node: origin, lie: String(check) }
          : { node: origin, silent: error.code };
      }
    }),
  );
}
