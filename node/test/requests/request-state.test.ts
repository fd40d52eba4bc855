import { REQUEST_STATES } from "@idos/protocol";
import { expect } from "chai";
import { stateOf, transition } from "../../src/requests/request-state.ts";

const NOW = 1_800_000_000;

describe("an access request's state", () => {
  const open = { closing: null, expiresAtSeconds: NOW };

  it("is pending until the second in which it expires", () => {
    expect(stateOf(open, NOW - 1)).to.equal("pending");
    expect(stateOf(open, NOW)).to.equal("expired");
  });

  it("once it was closed stays what it was closed as, whatever the time", () => {
    for (const state of ["granted", "denied", "cancelled"] as const) {
      const closing = { state, share: null, atSeconds: NOW - 10 };
      for (const now of [NOW - 10, NOW, NOW + 1e6])
        expect(stateOf({ ...open, closing }, now)).to.equal(state);
    }
  });
});

describe("an access request's change of state", () => {
  const table = {
    pending: { granted: "change", denied: "change", cancelled: "change" },
    granted: { granted: "already", denied: "refuse", cancelled: "refuse" },
    denied: { granted: "refuse", denied: "already", cancelled: "refuse" },
    cancelled: { granted: "refuse", denied: "refuse", cancelled: "already" },
    expired: { granted: "refuse", denied: "refuse", cancelled: "refuse" },
  } as const;

  for (const from of REQUEST_STATES)
    for (const to of ["granted", "denied", "cancelled"] as const)
      it(`from ${from} to ${to}: ${table[from][to]}`, () => {
        expect(transition(from, to)).to.equal(table[from][to]);
      });
});
