import { expect } from "chai";
import fc from "fast-check";
import { listOfInvalid, statusAt } from "../../../src/credentials/status-list/status-bits.ts";
import { deflate, inflateBounded } from "../../../src/credentials/status-list/zlib.ts";

const inflated = async (lst: string): Promise<Uint8Array> =>
  (await inflateBounded(Buffer.from(lst, "base64url"), 64)) ?? new Uint8Array();

describe("a status list's bits", () => {
  it("lie as in the standard's examples (draft-ietf-oauth-status-list-21, section 4)", async () => {
    const one = await inflated("eNrbuRgAAhcBXQ");
    expect([...one]).to.deep.equal([0xb9, 0xa3]);
    const statuses = Array.from({ length: 16 }, (_, index) => statusAt(one, 1, index));
    expect(statuses).to.deep.equal([1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]);
    const two = await inflated("eNo76fITAAPfAgc");
    expect([...two]).to.deep.equal([0xc9, 0x44, 0xf9]);
    expect(Array.from({ length: 12 }, (_, index) => statusAt(two, 2, index))).to.deep.equal([
      1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3,
    ]);
  });

  it("are read in nibbles and bytes too, and nowhere beyond the end", () => {
    const list = Uint8Array.of(0x21, 0xff);
    expect([0, 1, 2, 3, 4].map((index) => statusAt(list, 4, index))).to.deep.equal([1, 2, 15, 15, undefined]);
    expect([0, 1, 2].map((index) => statusAt(list, 8, index))).to.deep.equal([0x21, 0xff, undefined]);
    expect(statusAt(list, 1, 16)).to.equal(undefined);
    expect(statusAt(list, 2, 2 ** 40)).to.equal(undefined);
  });

  it("are set for what is taken back and nothing else", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(255)), (indices) => {
        const list = listOfInvalid(256, indices);
        const set = Array.from({ length: 256 }, (_, index) => index).filter(
          (index) => statusAt(list, 1, index) === 1,
        );
        expect(set).to.have.members(indices);
      }),
    );
  });

  it("come back from ZLIB up to a bound, and no bomb fills the memory", async () => {
    const bytes = new Uint8Array(1000).fill(7);
    expect(await inflateBounded(await deflate(bytes), 1000)).to.deep.equal(bytes);
    expect(await inflateBounded(await deflate(bytes), 999)).to.equal(undefined);
    const bomb = await deflate(new Uint8Array(32 * 1024 * 1024));
    expect(bomb.length).to.be.below(64 * 1024);
    expect(await inflateBounded(bomb, 1024 * 1024)).to.equal(undefined);
  });
});
