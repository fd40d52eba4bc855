import { WriteRefusedError } from "../errors.ts";
import type { AuditedIndex } from "./audited-index.ts";
import type { Difference } from "./difference.ts";
import type { StoodAt } from "./standpoint.ts";

/** What was compared in one go, and where. */
export interface Compared {
  readonly at: StoodAt;
  readonly differences: readonly Difference[];
}

export interface Findings {
  /** Notes the differences and, where asked to, makes them good; compares again where the index has moved on. */
  readonly settle: (compare: () => Promise<Compared>) => Promise<void>;
  /** For what no repair helps against. */
  readonly note: (difference: Difference) => void;
  readonly all: () => {
    readonly differences: readonly Difference[];
    readonly found: number;
    readonly repaired: number;
  };
}

/** So many are kept; the others are counted. */
const KEPT_MAX = 1_000;
const TRIES = 20;

export function createFindings(index: Pick<AuditedIndex, "repair">, repair: boolean): Findings {
  const differences: Difference[] = [];
  let found = 0;
  let repaired = 0;
  /** Where the index as such is damaged, a repair may put things in a place that is none. */
  let hopeless = false;

  function note(difference: Difference): void {
    found++;
    if (difference.repair.kind === "rebuild") hopeless = true;
    if (differences.length < KEPT_MAX) differences.push(difference);
  }

  /** false where the index has moved on, and what is left must be compared again. */
  async function makeGood({ at, differences: open }: Compared): Promise<boolean> {
    const place = { generation: at.generation, hash: at.checkpoint.hash };
    for (const difference of open) {
      if (!(await index.repair(place, difference.repair))) return false;
      repaired++;
      note(difference);
    }
    return true;
  }

  return {
    note,
    async settle(compare) {
      for (let tries = 0; tries < TRIES; tries++) {
        const compared = await compare();
        hopeless ||= compared.differences.some((difference) => difference.repair.kind === "rebuild");
        if (repair && !hopeless) {
          if (await makeGood(compared)) return;
        } else {
          compared.differences.forEach(note);
          return;
        }
      }
      throw new WriteRefusedError();
    },
    all: () => ({ differences, found, repaired }),
  };
}
