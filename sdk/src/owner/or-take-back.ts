import type { IdosSession } from "../session/idos-session.ts";
import { destroyPresentations } from "./presentation.ts";
import type { StagedShare } from "./stage-share.ts";

/** Makes staged shares count; where that fails, and `isUndone` says that it failed for certain, takes them back. */
export async function orTakeBack<Result>(
  session: IdosSession,
  staged: readonly StagedShare[],
  isUndone: (error: unknown) => boolean,
  make: () => Promise<Result>,
): Promise<Result> {
  try {
    return await make();
  } catch (error) {
    if (isUndone(error))
      for (const { shareId, presentations } of staged) {
        await session.node.deleteShare(shareId).catch(() => undefined);
        await destroyPresentations(session, presentations).catch(() => undefined);
        session.onProgress({ step: "share-taken-back", shareId });
      }
    throw error;
  }
}
