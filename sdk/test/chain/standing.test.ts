import { NEVER_EXPIRES } from "@idos/protocol";
import { expect } from "chai";
import { holdsChange, holdsEnd, holdsGrant, isInForce, type Standing } from "../../src/chain/standing.ts";

const now: Standing = { expiresAt: 101n, epoch: 2n, nonce: 5n, ownerEpoch: 2n, blockTime: 100n };

describe("whether a handle's grant is in force", () => {
  it("ends at the very second of its expiry", () => {
    expect(isInForce(now)).to.equal(true);
    expect(isInForce({ ...now, blockTime: 101n })).to.equal(false);
    expect(isInForce({ ...now, expiresAt: NEVER_EXPIRES })).to.equal(true);
    expect(isInForce({ ...now, expiresAt: 0n })).to.equal(false);
  });

  it("counts only in the owner's epoch", () => {
    expect(isInForce({ ...now, ownerEpoch: 3n })).to.equal(false);
  });
});

describe("whether what was signed holds now", () => {
  const signed = { expiresAt: 101n, epoch: 2n, nonce: 4n };

  it("a grant does under its own terms, epoch and a later nonce alone", () => {
    expect(holdsGrant(now, signed)).to.equal(true);
    expect(holdsGrant(now, { ...signed, expiresAt: 102n })).to.equal(false);
    expect(holdsGrant(now, { ...signed, epoch: 1n })).to.equal(false);
    expect(holdsGrant(now, { ...signed, nonce: 5n })).to.equal(false);
    expect(holdsGrant({ ...now, blockTime: 101n }, signed)).to.equal(false);
  });

  it("an end does where nothing stands and the nonce or the epoch has risen since", () => {
    const ended = { ...now, expiresAt: 0n };
    expect(holdsEnd(ended, signed)).to.equal(true);
    expect(holdsEnd(ended, { ...signed, nonce: 5n })).to.equal(false);
    expect(holdsEnd(now, signed)).to.equal(false);
    expect(holdsEnd({ ...now, ownerEpoch: 3n }, { ...signed, nonce: 5n })).to.equal(true);
  });

  it("a change of a batch is an end where its expiry is 0", () => {
    expect(holdsChange({ ...now, expiresAt: 0n }, { ...signed, expiresAt: 0n })).to.equal(true);
    expect(holdsChange(now, { ...signed, expiresAt: 0n })).to.equal(false);
    expect(holdsChange(now, signed)).to.equal(true);
  });
});
