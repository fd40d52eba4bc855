import { LRUCache } from "lru-cache";
import type { FactSubject, FactVersion, FactVersions } from "./fact-versions.ts";

/**
 * How long a fact is believed at most, whatever its version says: what bounds the harm where Redis is set back to an
 * earlier state on connections that stay open.
 */
export const FACT_SECONDS_MAX = 60;

/** A fact, true for as long as its subjects have these versions. */
export interface RememberedFact<Fact> {
  readonly fact: Fact;
  readonly subjects: readonly FactSubject[];
  readonly versions: readonly FactVersion[];
}

/** Facts of one kind in this process, each by the id that it is asked for by. They decide nothing by themselves. */
export interface FactMemory<Id, Fact> {
  /** What was true when it was read; it says nothing of now before its versions are compared. */
  recall(id: Id): RememberedFact<Fact> | undefined;
  /** As `read` finds it in the database. */
  load(id: Id, read: () => Promise<Fact | undefined>): Promise<LoadedFact<Fact>>;
}

export interface LoadedFact<Fact> {
  readonly fact: Fact | undefined;
  /** Has it remembered, from the second time on. */
  readonly keep: () => void;
}

export interface FactKind<Fact> {
  /** All that a write has to be about in order to change the fact. */
  readonly subjectsOf: (fact: Fact) => readonly FactSubject[];
  readonly bytesOf: (fact: Fact) => number;
  readonly bytesMax: number;
}

const SUBJECTS_MAX = 100_000;

export function createFactMemory<Id extends string, Fact>(
  { subjectsOf, bytesOf, bytesMax }: FactKind<Fact>,
  versions: Pick<FactVersions, "begin">,
): FactMemory<Id, Fact> {
  /** Whose versions are to be asked for before the fact is read, as the last reading found: a guess, which is checked. */
  const guesses = new LRUCache<Id, readonly FactSubject[]>({ max: SUBJECTS_MAX });
  const facts = new LRUCache<Id, RememberedFact<Fact>>({
    maxSize: bytesMax,
    sizeCalculation: ({ fact }) => bytesOf(fact),
    ttl: FACT_SECONDS_MAX * 1_000,
  });

  return {
    recall: (id) => facts.get(id),
    async load(id, read) {
      const guessed = guesses.get(id);
      // Before the database is read: a write that comes between leaves the fact with a version of the past.
      const begun = guessed === undefined ? undefined : await versions.begin(guessed);
      const fact = await read();
      facts.delete(id);
      if (fact === undefined) {
        guesses.delete(id);
        return { fact, keep: () => undefined };
      }
      const subjects = subjectsOf(fact);
      const keep = (): void => {
        guesses.set(id, subjects);
        if (begun !== undefined && isSettled(begun) && isSame(subjects, guessed))
          facts.set(id, { fact, subjects, versions: begun });
      };
      return { fact, keep };
    },
  };
}

function isSettled(versions: readonly FactVersion[]): boolean {
  return versions.every((version) => version !== undefined);
}

function isSame(subjects: readonly FactSubject[], others: readonly FactSubject[] | undefined): boolean {
  return subjects.length === others?.length && subjects.every((subject, at) => subject === others[at]);
}
