import type { GrantIndex } from "../../src/grant-index.ts";

/** What a run knows of the faults that writers reported. */
export interface FaultWatch {
  /** The number of the fault that stands; undefined where none does. */
  standing(): number | undefined;
  reported(): void;
  ended(): void;
}

export function createFaultWatch(): FaultWatch {
  let faults = 0;
  let standing: number | undefined;
  return {
    standing: () => standing,
    reported() {
      standing = ++faults;
    },
    ended() {
      standing = undefined;
    },
  };
}

/** Calls `onAwait` before each call, which may throw in its place; tells the watch of faults. */
export function observedIndex(index: GrantIndex, onAwait: () => void, faults: FaultWatch): GrantIndex {
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
      faults.ended();
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
      faults.ended();
      return index.markAtHead(at, ageMs);
    }),
    markFault: observed(async (reason) => {
      await index.markFault(reason);
      faults.reported();
    }),
  };
}
