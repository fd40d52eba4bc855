import type { Checkpoint, GrantIndex } from "../../src/grant-index.ts";
import type { Change } from "../../src/reduce.ts";
import { placeKey } from "./block-tree.ts";

// Bugs that an index's writer could have. Each is put in front of a right one.

const placeOf = (change: Change): string =>
  change.kind === "epoch" ? change.owner : placeKey(change.owner, change.handle);

/** Later changes of a place take the place of earlier ones. */
function merge(earlier: readonly Change[], later: readonly Change[]): readonly Change[] {
  const changed = new Set(later.map(placeOf));
  return [...earlier.filter((change) => !changed.has(placeOf(change))), ...later];
}

/** Undoing a block moves the checkpoint, and leaves what the block changed. */
export function undoesNothing(index: GrantIndex): GrantIndex {
  const made = new Map<string, readonly Change[]>();
  let left: readonly Change[] = [];
  return {
    ...index,
    async commitBlock(from, to, changes, transactions) {
      const all = merge(left, changes);
      left = [];
      made.set(to.hash, all);
      await index.commitBlock(from, to, all, transactions);
    },
    async undoBlock(from) {
      left = merge(made.get(from.hash) ?? [], left);
      return index.undoBlock(from);
    },
  };
}

const takesAway = (change: Change): boolean => change.kind === "epoch" || change.after === undefined;

/** What ends grants counts one block late, as if it had to be confirmed. */
export function delaysRevocations(index: GrantIndex): GrantIndex {
  let delayed: readonly Change[] = [];
  return {
    ...index,
    async commitBlock(from, to, changes, transactions) {
      const due = merge(
        delayed,
        changes.filter((change) => !takesAway(change)),
      );
      delayed = changes.filter(takesAway);
      await index.commitBlock(from, to, due, transactions);
    },
  };
}

/** Faults stay the writer's secret. */
export function hidesFaults(index: GrantIndex): GrantIndex {
  return { ...index, markFault: () => Promise.resolve() };
}

/** Writes whatever the index has become meanwhile. */
export function comparesNothing(index: GrantIndex): GrantIndex {
  const present = async (from: Checkpoint): Promise<Checkpoint> => (await index.take()) ?? from;
  return {
    ...index,
    read: async (at, touched) => index.read((await index.take()) ?? at, touched),
    commitBlock: async (from, to, changes, transactions) =>
      index.commitBlock(await present(from), to, changes, transactions),
    commitRange: async (from, to, changes) => index.commitRange(await present(from), to, changes),
    markAtHead: async (at, ageMs) => index.markAtHead({ ...at, hash: (await present(at)).hash }, ageMs),
  };
}
