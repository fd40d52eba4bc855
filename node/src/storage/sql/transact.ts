import { isOwnerGone, ownerGone } from "./owner-gone.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";

class Refused extends Error {}

/**
 * Runs `work` in one transaction. `refuse` gives up: it changes nothing, and its outcome is the result. Throws NO_USER
 * when the owner of what it writes was erased meanwhile.
 */
export async function transact<Outcome>(
  db: Database,
  work: (transaction: DatabaseTransaction, refuse: (outcome: Outcome) => never) => Promise<Outcome>,
): Promise<Outcome> {
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
