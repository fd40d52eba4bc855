import { parseAddress, parseBytes32 } from "@idos/protocol";
import { expect } from "chai";
import type { GrantEntry } from "../src/grant-entry.ts";
import { packEntry, unpackEntry } from "../src/redis/pack-entry.ts";
import { storeChange } from "../src/redis/stored-changes.ts";

const owner = parseAddress(`0x${"0a".repeat(20)}`);
const parties = {
  grantee: parseAddress(`0x${"0b".repeat(20)}`),
  shareId: parseBytes32(`0x${"0c".repeat(32)}`),
};
const handle = parseBytes32(`0x${"0d".repeat(32)}`);
const sealed: GrantEntry = { expiresAt: 9n, sinceBlock: 1, epoch: 0n };
const named: GrantEntry = { ...sealed, parties };
const member = `${owner}:${parties.shareId}`;

describe("a change as Redis stores it", () => {
  const stored = (before: GrantEntry | undefined, after: GrantEntry | undefined) => {
    const change = storeChange({ kind: "entry", owner, handle, before, after });
    return [change.value, change.grantee, change.member, change.listed];
  };

  it("lists a grantee's share from when it is known until the entry ends", () => {
    expect(stored(undefined, named)).to.deep.equal([packEntry(named), parties.grantee, member, true]);
    expect(stored(sealed, named)).to.deep.equal([packEntry(named), parties.grantee, member, true]);
    expect(stored(named, undefined)).to.deep.equal(["", parties.grantee, member, false]);
  });

  it("takes it from the list where undoing makes it unknown again, and keeps the entry", () => {
    expect(stored(named, sealed)).to.deep.equal([packEntry(sealed), parties.grantee, member, false]);
  });

  it("lists nothing of what is sealed", () => {
    expect(stored(undefined, sealed)).to.deep.equal([packEntry(sealed), undefined, "", false]);
    expect(stored(sealed, undefined)).to.deep.equal(["", undefined, "", false]);
  });

  it("packs every shape of an entry into a text that gives it back, and no other text", () => {
    const prior = { expiresAt: 7n, sinceBlock: 0 };
    for (const entry of [sealed, named, { ...sealed, prior }, { ...named, prior }])
      expect(unpackEntry(packEntry(entry))).to.deep.equal(entry);
    for (const text of ["", `${parties.grantee}::9:1:0`, `:${parties.shareId}:9:1:0`, "::9:1", "::9:1:0:7"])
      expect(() => unpackEntry(text), text).to.throw("an unreadable entry");
  });
});
