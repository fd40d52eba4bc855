import { expect } from "chai";
import {
  type Bytes32,
  decideHead,
  type HashedHead,
  type HeadDecision,
  type Manifest,
  manifestFault,
  originSchema,
  type OwnerHead,
  ownerHeadSchema,
  parseBytes32,
  TIMES,
} from "@idos/protocol";

const NODE = originSchema.parse("https://one.example");
const OTHER_NODE = originSchema.parse("https://two.example");
const NOW_SECONDS = 1_800_000_000;

const id = (digit: string): Bytes32 => parseBytes32(`0x${digit.repeat(64)}`);

function head(
  revision: number,
  hash: string,
  prev: string | null,
  changes: Partial<OwnerHead> = {},
): HashedHead {
  const claims = {
    ...{
      v: 1,
      owner: id("0"),
      revision,
      prev: prev === null ? null : id(prev),
      manifest: id("f"),
      nodes: null,
    },
    ...{ author: `0x${"a1".repeat(20)}`, iat: NOW_SECONDS - 1000 },
    ...changes,
  };
  return { head: ownerHeadSchema.parse(claims), hash: id(hash) };
}

const HELD = head(5, "5", "4");
const AHEAD = NOW_SECONDS + TIMES.headSkewSeconds;

const TABLE: readonly [what: string, held: HashedHead | undefined, offered: HashedHead, HeadDecision][] = [
  ["the first head of an owner", undefined, head(1, "1", null), "replace"],
  ["a later head of an unknown owner", undefined, head(9, "9", "8"), "replace"],
  ["the held head", HELD, HELD, "keep"],
  ["the next head", HELD, head(6, "6", "5"), "replace"],
  ["a head after some that were missed", HELD, head(9, "9", "8"), "replace"],
  ["the next head on another predecessor", HELD, head(6, "6", "e"), "replace-fork"],
  ["another head of the held revision on the same predecessor", HELD, head(5, "e", "4"), "equivocation"],
  ["another head of the held revision on another predecessor", HELD, head(5, "e", "3"), "equivocation"],
  ["the predecessor", HELD, head(4, "4", "3"), "rollback"],
  ["the first head, replayed", HELD, head(1, "1", null), "rollback"],
  ["a head as far ahead as clocks may be", HELD, head(6, "6", "5", { iat: AHEAD }), "replace"],
  ["a head from the future", HELD, head(6, "6", "5", { iat: AHEAD + 1 }), "from-future"],
  ["a first head from the future", undefined, head(1, "1", null, { iat: AHEAD + 1 }), "from-future"],
  ["a head that names this node", HELD, head(6, "6", "5", { nodes: [OTHER_NODE, NODE] }), "replace"],
  ["a head for other nodes", HELD, head(6, "6", "5", { nodes: [OTHER_NODE] }), "not-here"],
  [
    "the held head, though its time came too early",
    head(1, "1", null, { iat: AHEAD + 1 }),
    head(1, "1", null),
    "keep",
  ],
];

describe("what a node does with an offered head", () => {
  for (const [what, held, offered, decision] of TABLE)
    it(`${decision}: ${what}`, () => {
      expect(decideHead(held, offered, { node: NODE, nowSeconds: NOW_SECONDS })).to.equal(decision);
    });

  it("never depends on the order in which two heads of one revision came, but for which is kept", () => {
    const [one, two] = [head(5, "5", "4"), head(5, "e", "4")];
    const at = { node: NODE, nowSeconds: NOW_SECONDS };
    expect([decideHead(one, two, at), decideHead(two, one, at)]).to.deep.equal([
      "equivocation",
      "equivocation",
    ]);
  });
});

describe("the form of a head", () => {
  const claims = HELD.head;
  for (const [what, changes] of Object.entries({
    "a first revision with a predecessor": { revision: 1 },
    "a later revision without one": { prev: null },
    "revision 0": { revision: 0, prev: null },
    "an empty list of nodes": { nodes: [] },
    "a node that is no origin": { nodes: ["https://one.example/"] },
    "a further member": { more: 1 },
  }))
    it(`is refused with ${what}`, () => {
      expect(ownerHeadSchema.safeParse({ ...claims, ...changes }).success).to.equal(false);
    });
});

describe("a newer manifest", () => {
  const manifest = (records: Manifest["records"], shares: Manifest["shares"] = []): Manifest => ({
    user: id("a"),
    records,
    shares,
  });
  const record = (version: number, item = "b") => ({ record: id("1"), version, item: id(item) });

  it("may raise a version, add records and delete shares", () => {
    const held = manifest([record(1)], [{ share: id("3"), item: id("c") }]);
    const offered = manifest(
      [record(2), { record: id("2"), version: 1, item: id("d") }],
      [{ share: id("3"), item: null }],
    );
    expect(manifestFault(held, offered)).to.equal(undefined);
  });

  it("may change the keys of a version", () => {
    expect(manifestFault(manifest([record(1)]), manifest([record(1, "e")]))).to.equal(undefined);
  });

  it("may not lower a record's version", () => {
    expect(manifestFault(manifest([record(2)]), manifest([record(1)]))).to.equal("older-record");
  });

  it("may not bring back a deleted share", () => {
    const share = id("3");
    expect(
      manifestFault(manifest([], [{ share, item: null }]), manifest([], [{ share, item: id("c") }])),
    ).to.equal("undeleted-share");
  });
});
