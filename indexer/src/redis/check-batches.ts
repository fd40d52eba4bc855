import type { Address, Bytes32 } from "@idos/protocol";

export interface Check {
  readonly owner: Address;
  readonly handle: Bytes32;
}

/** So that one call of Redis does not keep others waiting. */
const CHECKS_MAX = 256;

interface Waiting<Answer> {
  readonly check: Check;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Asks for all the checks of one turn of the event loop at once: `askAll` answers each, in order. */
export function batchChecks<Answer>(
  askAll: (checks: readonly Check[]) => Promise<readonly Answer[]>,
): (check: Check) => Promise<Answer> {
  let waiting: Waiting<Answer>[] = [];

  async function ask(batch: readonly Waiting<Answer>[]): Promise<void> {
    try {
      const answers = await askAll(batch.map(({ check }) => check));
      for (const [n, { resolve, reject }] of batch.entries()) {
        const answer = answers[n];
        if (answer === undefined) reject(new Error(`check ${n} of ${batch.length} was not answered`));
        else resolve(answer);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  function askWaiting(): void {
    const due = waiting;
    waiting = [];
    for (let from = 0; from < due.length; from += CHECKS_MAX) void ask(due.slice(from, from + CHECKS_MAX));
  }

  return (check) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(askWaiting);
      waiting.push({ check, resolve, reject });
    });
}
