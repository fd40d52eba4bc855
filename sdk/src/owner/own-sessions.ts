import { type DidKey, didKeySchema, type ListedSession, type Origin } from "@idos/protocol";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import type { IdosSession } from "../session/idos-session.ts";

/** A session of the user's, and the nodes at which it is open. */
export interface OwnSession extends ListedSession {
  readonly nodes: readonly Origin[];
}

/** The user's sessions at every node of this one. */
export interface OwnSessions {
  /** The newest first. */
  list(): Promise<OwnSession[]>;
  /** Ends it wherever it is open. Throws SESSION_NOT_FOUND where it is so nowhere. */
  end(session: string): Promise<void>;
  /** Ends all but this one, at every node. */
  endOthers(): Promise<void>;
}

export function ownSessions(session: IdosSession): OwnSessions {
  return {
    async list() {
      const byKey = new Map<DidKey, OwnSession>();
      for (const { origin, client } of await session.nodes())
        for (const listed of await client.sessions()) {
          const nodes = [...(byKey.get(listed.session)?.nodes ?? []), origin];
          byKey.set(listed.session, { ...listed, nodes });
        }
      return [...byKey.values()].toSorted((a, b) => b.issuedAt - a.issuedAt);
    },
    async end(key) {
      const parsed = didKeySchema.safeParse(key);
      if (!parsed.success)
        throw new IdosError("ARGUMENT_INVALID", "session: not a did:key", {
          argument: "session",
          value: key,
        });
      await atEveryNode(session, ({ endSessionOf }) => endSessionOf(parsed.data));
    },
    endOthers: () => atEveryNode(session, ({ endOtherSessions }) => endOtherSessions()),
  };
}

/** Also where one fails; throws then, the first failure, unless it is that one of several nodes has no such session. */
async function atEveryNode(
  session: IdosSession,
  end: (client: IdosSession["node"]) => Promise<void>,
): Promise<void> {
  const nodes = await session.nodes();
  const ends = await Promise.allSettled(nodes.map(({ client }) => end(client)));
  const isEndedSomewhere = ends.some(({ status }) => status === "fulfilled");
  const isNoMatter = (reason: unknown): boolean =>
    isEndedSomewhere && isIdosError(reason, "SESSION_NOT_FOUND");
  for (const one of ends) if (one.status === "rejected" && !isNoMatter(one.reason)) throw one.reason;
}
