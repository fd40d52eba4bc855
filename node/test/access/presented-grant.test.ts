import { expect } from "chai";
import { AbiCoder, keccak256 } from "ethers";
import { presentedGrant } from "../../src/access/presented-grant.ts";
import { account, ALICE, BOB, id } from "./facts.ts";

const SHARE = id("5");
const salt = id("7");
const hash = (types: readonly string[], values: readonly string[]): string =>
  keccak256(AbiCoder.defaultAbiCoder().encode(types, values));

describe("the grant that a reader presents", () => {
  it("is by the share's owner account and of the reader's own account and the share, without an opening", () => {
    const handle = hash(["address", "bytes32"], [BOB.account, SHARE]);
    expect(presentedGrant(BOB.account, SHARE, ALICE.account, undefined)).to.deep.equal({
      owner: ALICE.account,
      handle,
    });
  });

  it("is by the named owner and of the reader's own account, the share and the salt, with one", () => {
    const handle = hash(["address", "bytes32", "bytes32"], [BOB.account, SHARE, salt]);
    const opening = { owner: account("e"), salt };
    expect(presentedGrant(BOB.account, SHARE, ALICE.account, opening)).to.deep.equal({
      owner: account("e"),
      handle,
    });
  });

  it("differs for every reader, share and salt", () => {
    const owner = ALICE.account;
    const handles = [BOB.account, account("d")].flatMap((reader) =>
      [SHARE, id("6")].flatMap((share) =>
        [undefined, { owner, salt }, { owner, salt: id("8") }].map(
          (opening) => presentedGrant(reader, share, owner, opening).handle,
        ),
      ),
    );
    expect(new Set(handles).size).to.equal(12);
  });
});
