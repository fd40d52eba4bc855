import { expect } from "chai";
import {
  type AccountEntry,
  type Address,
  linkFault,
  linksNow,
  parseAddress,
  type SignedAccountUnlink,
  spokeFor,
  unlinkFault,
  ZERO_BYTES32,
} from "../src/index.ts";

const account = (digit: string): Address => parseAddress(`0x${digit.repeat(40)}`);
const [FOUNDING, SECOND, THIRD] = [account("1"), account("2"), account("3")];
const signature = "0x00";

const linkOf = (of: Address, issuedAt: number, linkedBy = FOUNDING) => ({
  ...{ userId: ZERO_BYTES32, account: of, linkedBy, salt: ZERO_BYTES32, issuedAt },
});
function unlinkOf(of: Address, by: Address, issuedAt: number, byBoth = false): SignedAccountUnlink {
  const unlink = { userId: ZERO_BYTES32, account: of, unlinkedBy: by, issuedAt };
  return { unlink, signature, ...(byBoth ? { accountSignature: signature } : {}) };
}
const entry = (of: Address, issuedAt: number, leftAt?: number): AccountEntry => ({
  link: linkOf(of, issuedAt),
  signature,
  ...(leftAt === undefined ? {} : { unlinked: unlinkOf(of, FOUNDING, leftAt) }),
});

describe("the history of a user's accounts", () => {
  const two = [entry(FOUNDING, 100), entry(SECOND, 200)];
  const left = [entry(FOUNDING, 100), entry(SECOND, 200, 300)];
  const back = [...left, entry(SECOND, 400)];

  it("has those linked now", () => {
    expect(linksNow(left).map((link) => link.account)).to.deep.equal([FOUNDING]);
    expect(linksNow(back).map((link) => link.issuedAt)).to.deep.equal([100, 400]);
  });

  it("lets what an account signed while it was linked stand, and nothing that it signed after", () => {
    const at = (seconds: number) => spokeFor(back, SECOND, seconds);
    expect([150, 200, 300, 400, 1000].map(at)).to.deep.equal([true, true, true, true, true]);
    expect([301, 334].map(at)).to.deep.equal([false, false]);
    expect(spokeFor(left, SECOND, 301)).to.equal(false);
    expect(spokeFor(left, THIRD, 250)).to.equal(false);
  });

  const links: readonly (readonly [
    string,
    readonly AccountEntry[],
    Address,
    number,
    Address,
    string | undefined,
  ])[] = [
    ["a further account", two, THIRD, 200, FOUNDING, undefined],
    ["one linked by a later one", two, THIRD, 250, SECOND, undefined],
    ["one that is linked", two, SECOND, 250, FOUNDING, "linked"],
    ["one by a stranger", two, THIRD, 250, THIRD, "not-linked-by"],
    ["one by an account that has left", left, THIRD, 350, SECOND, "not-linked-by"],
    ["one dated back", two, THIRD, 199, FOUNDING, "order"],
    ["one that comes again", left, SECOND, 301, FOUNDING, undefined],
    ["one that comes again in the second in which it left", left, SECOND, 300, FOUNDING, "order"],
  ];
  for (const [what, history, of, issuedAt, by, fault] of links)
    it(`takes of ${what}: ${fault ?? "the link"}`, () => {
      expect(linkFault(history, linkOf(of, issuedAt, by))).to.equal(fault);
    });

  const three = [...two, entry(THIRD, 200)];
  const unlinks: readonly (readonly [string, SignedAccountUnlink, string | undefined])[] = [
    ["a later account, by an earlier one", unlinkOf(SECOND, FOUNDING, 300), undefined],
    ["an earlier account, by a later one", unlinkOf(FOUNDING, SECOND, 300), "account-signature-missing"],
    ["an earlier account, by both", unlinkOf(FOUNDING, SECOND, 300, true), undefined],
    ["an account of the same second", unlinkOf(THIRD, SECOND, 300), "account-signature-missing"],
    ["an account, by itself", unlinkOf(SECOND, SECOND, 300, true), "itself"],
    ["an account, before it was linked", unlinkOf(SECOND, FOUNDING, 199), "not-linked"],
    ["an account, by a stranger", unlinkOf(SECOND, account("9"), 300, true), "not-linked"],
    ["a stranger", unlinkOf(account("9"), FOUNDING, 300, true), "not-linked"],
  ];
  for (const [what, unlink, fault] of unlinks)
    it(`lets leave ${what}: ${fault ?? "yes"}`, () => {
      expect(unlinkFault(three, unlink)).to.equal(fault);
    });
});
