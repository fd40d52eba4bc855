import {
  type Address,
  type Bytes32,
  type GrantEvent,
  grantHandle,
  parseAddress,
  parseBytes32,
  sealedGrantHandle,
} from "@idos/protocol";
import { expect } from "chai";
import * as fc from "fast-check";
import { type PlacedEvent, placeEvent } from "../src/placed-event.ts";
import { CorruptIndexError } from "../src/errors.ts";
import { type GrantEntry, grantState } from "../src/grant-entry.ts";
import { type Change, type IndexPart, invert, type OwnerState, reduce, touchedBy } from "../src/reduce.ts";
import { type Call, type ContractModel, emptyContract, modelExpiry, play } from "./harness/contract-model.ts";

const owners = [1, 2].map((n) => parseAddress(`0x${String(n).padStart(40, "0")}`));
const grantee = parseAddress(`0x${"ab".repeat(20)}`);
const shares = [7, 8].map((n) => parseBytes32(`0x${String(n).padStart(64, "0")}`));
const CONFIRMATIONS = 3;
const confirmedAt = (block: number) => block - CONFIRMATIONS;
const atOnce = (block: number) => block;
// An owner may seal the handle of a public grant, so those are among them.
const handles = shares.flatMap((shareId) => [
  grantHandle(grantee, shareId),
  sealedGrantHandle(grantee, shareId, shareId),
]);

type Attempt = Pick<Call, "kind" | "owner" | "shareId" | "handle"> & { expiresAt: bigint };

const attempt: fc.Arbitrary<Attempt> = fc.record({
  kind: fc.constantFrom(
    ...(["granted", "granted", "granted", "granted-sealed", "granted-sealed", "revoked"] as const),
    ...(["revoked-sealed", "renounced", "revoked-all", "messages-voided", "change-skipped"] as const),
  ),
  owner: fc.constantFrom(...owners),
  shareId: fc.constantFrom(...shares),
  handle: fc.constantFrom(...handles),
  expiresAt: fc.bigInt({ min: 1_000n, max: 1_010n }),
});
const history = fc.array(fc.array(attempt, { maxLength: 3 }), { minLength: 1, maxLength: 25 });

/** Which transaction it was makes no difference. */
const transactionHash = parseBytes32(`0x${"f".repeat(64)}`);

/** What the contract emits when the attempts are made in turn: a revoke of nothing reverts. */
function emitted(
  model: ContractModel,
  attempts: readonly Attempt[],
  blockNumber: number,
): [ContractModel, PlacedEvent[]] {
  return attempts.reduce<[ContractModel, PlacedEvent[]]>(
    ([before, events], made) => {
      const { event, after } = play(before, { ...made, grantee });
      return event === undefined
        ? [before, events]
        : [after, [...events, placeEvent(event, { blockNumber, transactionHash })]];
    },
    [model, []],
  );
}

/** A whole index in memory, as far as changes made it. */
class MemoryIndex {
  readonly #owners = new Map<Address, { epoch: bigint; entries: Map<Bytes32, GrantEntry> }>();

  read(touched: ReadonlyMap<Address, ReadonlySet<Bytes32>>): IndexPart {
    return new Map([...touched].map(([owner, handles]) => [owner, this.#part(owner, handles)]));
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      const state = this.#owners.get(change.owner) ?? { epoch: 0n, entries: new Map<Bytes32, GrantEntry>() };
      this.#owners.set(change.owner, state);
      if (change.kind === "epoch") state.epoch = change.after;
      else if (change.after === undefined) state.entries.delete(change.handle);
      else state.entries.set(change.handle, change.after);
    }
  }

  state(owner: Address, handle: Bytes32, block: number) {
    const { epoch, entries } = this.#part(owner, new Set([handle]));
    const point = { ownerEpoch: epoch, confirmedBlock: block - CONFIRMATIONS, blockTime: 0 };
    return grantState(entries.get(handle), point);
  }

  snapshot(): unknown {
    return [...this.#owners].flatMap(([owner, { epoch, entries }]) =>
      epoch === 0n && entries.size === 0
        ? []
        : [{ owner, epoch, entries: new Map([...entries].sort(([a], [b]) => a.localeCompare(b))) }],
    );
  }

  #part(owner: Address, handles: ReadonlySet<Bytes32>): OwnerState {
    const state = this.#owners.get(owner);
    const entries = [...(state?.entries ?? [])].filter(([handle]) => handles.has(handle));
    return { epoch: state?.epoch ?? 0n, entries: new Map(entries) };
  }
}

describe("reducing a block's events", () => {
  it("then undoing them is identity, after any history", () => {
    fc.assert(
      fc.property(history, (blocks) => {
        const index = new MemoryIndex();
        let model = emptyContract;
        const undo: { changes: readonly Change[]; before: unknown }[] = [];
        blocks.forEach((attempts, block) => {
          const [after, events] = emitted(model, attempts, block);
          const changes = reduce(index.read(touchedBy(events)), events, confirmedAt);
          undo.push({ changes: invert(changes), before: index.snapshot() });
          index.apply(changes);
          model = after;
        });
        for (const { changes, before } of undo.reverse()) {
          index.apply(changes);
          expect(index.snapshot()).to.deep.equal(before);
        }
      }),
    );
  });

  it("allows nothing that the contract does not, now or at the confirmed block, and denies nothing settled", () => {
    fc.assert(
      fc.property(history, (blocks) => {
        const index = new MemoryIndex();
        const models: ContractModel[] = [];
        const changedAt = new Map<Address, number>();
        blocks.forEach((attempts, block) => {
          const [after, events] = emitted(models.at(-1) ?? emptyContract, attempts, block);
          index.apply(reduce(index.read(touchedBy(events)), events, confirmedAt));
          models.push(after);
          for (const { event } of events) changedAt.set(event.owner, block);
          for (const owner of owners)
            for (const handle of handles)
              compare(index, models, owner, handle, block, changedAt.get(owner) ?? 0);
        });
      }),
      { numRuns: 300 },
    );
  });

  function compare(
    index: MemoryIndex,
    models: readonly ContractModel[],
    owner: Address,
    handle: Bytes32,
    block: number,
    lastChange: number,
  ) {
    const state = index.state(owner, handle, block);
    const window = models.slice(Math.max(0, block - CONFIRMATIONS));
    const seen = block < CONFIRMATIONS ? [0n] : [];
    const expiries = [...seen, ...window.map((model) => modelExpiry(model, owner, handle))];
    const least = expiries.reduce((one, other) => (other < one ? other : one));
    const expiry = state.kind === "granted" ? state.expiresAt : 0n;
    expect(expiry <= least, `${expiry} is allowed, ${least} at most`).to.equal(true);
    // Settled: nothing of this owner happened while an unconfirmed grant could still be remembered.
    if (block - lastChange > 2 * CONFIRMATIONS) expect(expiry).to.equal(least);
  }

  it("a shorter and then a longer expiry in one block: the shorter one holds until the block is confirmed", () => {
    const [owner, shareId] = [owners[0], shares[0]];
    if (owner === undefined || shareId === undefined) throw new Error("there are some");
    const index = new MemoryIndex();
    const granted = (seq: bigint, blockNumber: number, expiresAt: bigint): PlacedEvent =>
      placeEvent(
        { kind: "granted", owner, grantee, shareId, expiresAt, seq },
        { blockNumber, transactionHash },
      );
    for (const events of [[granted(1n, 1, 1_003n)], [granted(2n, 5, 1_000n), granted(3n, 5, 1_003n)]])
      index.apply(reduce(index.read(touchedBy(events)), events, confirmedAt));
    const expiryAt = (block: number) => index.state(owner, grantHandle(grantee, shareId), block);
    expect(expiryAt(7)).to.include({ kind: "granted", expiresAt: 1_000n });
    expect(expiryAt(8)).to.include({ kind: "granted", expiresAt: 1_003n });
  });

  it("keeps a handle's grantee and share while it is sealed, and knows none that was only ever sealed", () => {
    const [owner, shareId] = [owners[0], shares[0]];
    if (owner === undefined || shareId === undefined) throw new Error("there are some");
    const handle = grantHandle(grantee, shareId);
    const partiesAfter = (events: readonly GrantEvent[]) => {
      const placed = events.map((event) => placeEvent(event, { blockNumber: 1, transactionHash }));
      const nothing = new Map([[owner, { epoch: 0n, entries: new Map() }]]);
      return reduce(nothing, placed, atOnce).map(
        (change) => change.kind === "entry" && change.after?.parties,
      );
    };
    const open: GrantEvent = { kind: "granted", owner, grantee, shareId, expiresAt: 9n, seq: 1n };
    const sealed: GrantEvent = { kind: "granted-sealed", owner, handle, expiresAt: 9n, seq: 2n };
    expect(partiesAfter([sealed])).to.deep.equal([undefined]);
    expect(partiesAfter([open, sealed])).to.deep.equal([{ grantee, shareId }]);
    expect(partiesAfter([sealed, open])).to.deep.equal([{ grantee, shareId }]);
  });

  it("throws on an end of what the index does not hold, and on an epoch that skips", () => {
    const owner = parseAddress(`0x${"01".repeat(20)}`);
    const nothing = new Map([[owner, { epoch: 4n, entries: new Map() }]]);
    const shareId = parseBytes32(`0x${"07".repeat(32)}`);
    const placed = (event: GrantEvent): PlacedEvent[] => [
      placeEvent(event, { blockNumber: 3, transactionHash }),
    ];
    const revoked = placed({ kind: "revoked", owner, grantee, shareId, seq: 1n });
    const skipped = placed({ kind: "revoked-all", owner, epoch: 6n, seq: 1n });
    const renounced = placed({ kind: "renounced", owner, grantee, shareId, seq: 1n });
    const unsealed = placed({ kind: "revoked-sealed", owner, handle: shareId, seq: 1n });
    for (const ended of [revoked, renounced, unsealed])
      expect(() => reduce(nothing, ended, atOnce)).to.throw(CorruptIndexError);
    expect(() => reduce(nothing, skipped, atOnce)).to.throw(CorruptIndexError);
  });
});
