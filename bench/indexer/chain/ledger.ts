import type { Address, Bytes32, GrantEvent } from "@idos/protocol";
import type { Random } from "./random.ts";

/** A grant as the history left it. */
export interface Grant {
  readonly owner: Address;
  readonly handle: Bytes32;
  /** Absent where it is sealed. */
  readonly parties?: { readonly grantee: Address; readonly shareId: Bytes32 };
  expiresAt: bigint;
  /** The block of its newest grant. */
  sinceBlock: number;
}

export type EventWithoutSeq = GrantEvent extends infer Event
  ? Event extends GrantEvent
    ? Omit<Event, "seq">
    : never
  : never;

/** The contract's state, kept by the contract's rules: the oracle that an index is compared with. */
export interface Ledger {
  readonly standing: readonly Grant[];
  readonly ended: readonly Grant[];
  readonly epochs: ReadonlyMap<Address, bigint>;
  add(grant: Grant): void;
  end(grant: Grant): void;
  /** Returns the owner's new epoch. */
  endAll(owner: Address): bigint;
  pick(random: Random): Grant | undefined;
}

export function createLedger(): Ledger {
  const standing: Grant[] = [];
  const places = new Map<Grant, number>();
  const byOwner = new Map<Address, Set<Grant>>();
  const ended: Grant[] = [];
  const epochs = new Map<Address, bigint>();

  function end(grant: Grant): void {
    const place = places.get(grant);
    const last = standing.pop();
    if (place === undefined || last === undefined) throw new Error("nothing stands there to end");
    if (last !== grant) {
      standing[place] = last;
      places.set(last, place);
    }
    places.delete(grant);
    byOwner.get(grant.owner)?.delete(grant);
    ended.push(grant);
  }

  return {
    ...{ standing, ended, epochs, end },
    add(grant) {
      places.set(grant, standing.push(grant) - 1);
      const own = byOwner.get(grant.owner) ?? new Set<Grant>();
      byOwner.set(grant.owner, own.add(grant));
    },
    endAll(owner) {
      for (const grant of [...(byOwner.get(owner) ?? [])]) end(grant);
      const epoch = (epochs.get(owner) ?? 0n) + 1n;
      epochs.set(owner, epoch);
      return epoch;
    },
    pick: (random) => standing[random.below(standing.length)],
  };
}
