import type { GrantIndex } from "../../src/grant-index.ts";

/** What a run knows of its writers. */
export interface WriterWatch {
  /** The number of the reported fault that stands; undefined where none does. */
  fault(): number | undefined;
  faultReported(): void;
  faultEnded(): void;
  /** The longest time that a word of the head took to reach Redis: the index counts as seen so much later. */
  longestMarkMs(): number;
  marking<T>(mark: () => Promise<T>): Promise<T>;
}

export function createWriterWatch(): WriterWatch {
  let faults = 0;
  let standing: number | undefined;
  let longestMs = 0;
  const underWay = new Set<number>();
  return {
    fault: () => standing,
    faultReported() {
      standing = ++faults;
    },
    faultEnded() {
      standing = undefined;
    },
    longestMarkMs() {
      const nowMs = performance.now();
      return Math.max(longestMs, ...[...underWay].map((sinceMs) => nowMs - sinceMs));
    },
    async marking(mark) {
      const sinceMs = performance.now();
      underWay.add(sinceMs);
      try {
        return await mark();
      } finally {
        underWay.delete(sinceMs);
        longestMs = Math.max(longestMs, performance.now() - sinceMs);
      }
    },
  };
}

/** Calls `onAwait` before each call, which may throw in its place; tells the watch what it sees. */
export function observedIndex(index: GrantIndex, onAwait: () => void, writers: WriterWatch): GrantIndex {
  const observed =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      onAwait();
      return call(...args);
    };
  return {
    take: observed(() => index.take()),
    mayTake: observed((idleMs) => index.mayTake(idleMs)),
    release: observed(() => index.release()),
    begin: observed((at) => {
      writers.faultEnded();
      return index.begin(at);
    }),
    read: observed((at, touched) => index.read(at, touched)),
    commitBlock: observed((from, to, changes, transactions) =>
      index.commitBlock(from, to, changes, transactions),
    ),
    commitRange: observed((from, to, changes) => index.commitRange(from, to, changes)),
    undoBlock: observed((from) => index.undoBlock(from)),
    hashAt: observed((number) => index.hashAt(number)),
    markAtHead: observed((at, ageMs) => {
      writers.faultEnded();
      return writers.marking(() => index.markAtHead(at, ageMs));
    }),
    markFault: observed(async (reason) => {
      await index.markFault(reason);
      writers.faultReported();
    }),
  };
}
