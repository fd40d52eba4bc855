import type { Database, DatabaseTransaction } from "./tables.ts";

class Refused extends Error {}

/**
 * Runs `work` in one transaction. `refuse` gives up: it changes nothing, and its outcome is the result.
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
    throw error;
  }
}
