import { type Bytes32, NEVER_EXPIRES, parseAddress, parseBytes32 } from "@idos/protocol";
import { expect } from "chai";
import { type PlacedEvent, placeEvent } from "../src/placed-event.ts";
import type { GrantIndex } from "../src/grant-index.ts";
import { type Change, reduce, touchedBy } from "../src/reduce.ts";
import { type BareIndex, openBareIndex } from "./harness/bare-index.ts";
import { checkpoint } from "./harness/checkpoint.ts";
import { newShareId } from "./harness/deployed-chain.ts";

const OWNER = parseAddress(`0x${"01".repeat(20)}`);
const GRANTEE = parseAddress(`0x${"02".repeat(20)}`);

/** More than the arguments that a call can have. */
const EVENTS = 45_000;

function grantsOf(count: number, blockNumber: number): PlacedEvent[] {
  return Array.from({ length: count }, (_, n) => {
    const shareId = newShareId();
    const seq = BigInt(n + 1);
    return placeEvent(
      { kind: "granted", owner: OWNER, grantee: GRANTEE, shareId, expiresAt: NEVER_EXPIRES, seq },
      { blockNumber, transactionHash: shareId },
    );
  });
}

describe("a dense range", () => {
  let bare: BareIndex;
  let index: GrantIndex;
  let changes: readonly Change[];
  let last: Bytes32;
  let kindOfLast: () => Promise<string>;
  const start = checkpoint(1);
  const end = checkpoint(2);
  before(() => {
    const events = grantsOf(EVENTS, end.number);
    const handles = touchedBy(events).get(OWNER) ?? new Set<Bytes32>();
    last = [...handles].at(-1) ?? parseBytes32(`0x${"0".repeat(64)}`);
    changes = reduce(new Map([[OWNER, { epoch: 0n, entries: new Map() }]]), events, (block) => block);
  });
  beforeEach(async () => {
    // Longer than a busy machine takes over one step of tens of thousands of changes.
    bare = await openBareIndex(30_000);
    const { reader } = bare;
    index = bare.openWriter();
    kindOfLast = async () => (await reader.check(OWNER, last)).grant.kind;
    await index.take();
    await index.begin(start);
  });
  afterEach(() => bare.close());

  it("is written in one step and read again, whatever it holds", async () => {
    await index.commitRange(start, end, changes);
    expect(await kindOfLast()).to.equal("granted");
    const handles = changes.flatMap((change) => (change.kind === "entry" ? [change.handle] : []));
    const part = await index.read(end, new Map([[OWNER, new Set(handles)]]));
    expect(part.get(OWNER)?.entries.size).to.equal(EVENTS);
  });

  it("of a single block is written and undone", async () => {
    await index.commitBlock(start, end, changes, []);
    expect(await kindOfLast()).to.equal("granted");
    expect(await index.undoBlock(end)).to.deep.equal(start);
    expect(await kindOfLast()).to.equal("none");
  });
});
