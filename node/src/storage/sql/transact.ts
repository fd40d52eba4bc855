import { setTimeout as sleep } from "node:timers/promises";
import { isOwnerGone, ownerGone } from "./owner-gone.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";

class Refused extends Error {}

type Work<Outcome> = (
  transaction: DatabaseTransaction,
  refuse: (outcome: Outcome) => never,
) => Promise<Outcome>;

/** SQLSTATE: serialization failure, deadlock. The database undid all of it, and says to do it again. */
const UNDONE = /^(?:40001|40P01)$/;
const ATTEMPTS_MAX = 6;
const PAUSE_MS = 10;

/**
 * Runs `work` in one transaction, and anew where the database undid it in favour of another one. `refuse` gives up: it
 * changes nothing, and its outcome is the result. Throws NO_USER when the owner of what it writes was erased meanwhile.
 */
export async function transact<Outcome>(db: Database, work: Work<Outcome>): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(db, work);
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || !wasUndone(error)) throw error;
    }
    // Of a random length, so that two that met do not meet again.
    await sleep(Math.random() * PAUSE_MS * 2 ** attempt);
  }
}

function wasUndone(error: unknown): boolean {
  return error instanceof Error && "code" in error && UNDONE.test(String(error.code));
}

async function once<Outcome>(db: Database, work: Work<Outcome>): Promise<Outcome> {
  let refusal: { readonly outcome: Outcome } | undefined;
  const refuse = (outcome: Outcome): never => {
    refusal = { outcome };
    throw new Refused();
  };
  try {
    return await db.transaction().execute((transaction) => work(transaction, refuse));
  } catch (error) {
    if (error instanceof Refused && refusal !== undefined) return refusal.outcome;
    throw isOwnerGone(error) ? ownerGone() : error;
  }
}
