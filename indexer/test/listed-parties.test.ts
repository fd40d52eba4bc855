import { grantHandle, parseAddress } from "@idos/protocol";
import { expect } from "chai";
import type { GrantEntry } from "../src/grant-entry.ts";
import { type BareIndex, openBareIndex } from "./harness/bare-index.ts";
import { checkpoint } from "./harness/checkpoint.ts";
import { newShareId } from "./harness/deployed-chain.ts";

const owner = parseAddress(`0x${"11".repeat(20)}`);
const parties = { grantee: parseAddress(`0x${"22".repeat(20)}`), shareId: newShareId() };
const handle = grantHandle(parties.grantee, parties.shareId);

describe("a sealed grant whose handle is granted publicly", () => {
  let bare: BareIndex;
  beforeEach(async () => {
    bare = await openBareIndex();
  });
  afterEach(() => bare.close());

  it("is listed for its grantee from then on, and no longer once that is undone", async () => {
    const { reader } = bare;
    const index = bare.openWriter();
    const listed = async () => {
      const [by, to] = [
        await reader.grantsBy(owner, { limit: 5 }),
        await reader.grantsTo(parties.grantee, { limit: 5 }),
      ];
      return { by: by.grants.map((grant) => grant.parties), to: to.grants.map((grant) => grant.handle) };
    };
    const sealed: GrantEntry = { expiresAt: 9_999_999_999n, sinceBlock: 1, epoch: 0n };
    const open: GrantEntry = { ...sealed, parties };
    const [begun, first, second] = [checkpoint(1), checkpoint(2), checkpoint(3)];
    await index.take();
    await index.begin(begun);
    const change = { kind: "entry", owner, handle } as const;
    await index.commitBlock(begun, first, [{ ...change, before: undefined, after: sealed }], []);
    expect(await listed()).to.deep.equal({ by: [undefined], to: [] });
    await index.commitBlock(first, second, [{ ...change, before: sealed, after: open }], []);
    expect(await listed()).to.deep.equal({ by: [parties], to: [handle] });
    await index.undoBlock(second);
    expect(await listed()).to.deep.equal({ by: [undefined], to: [] });
  });
});
