import { parseAddress, parseBytes32 } from "@idos/protocol";
import { expect } from "chai";
import { foldGrantHistory, type PlacedEvent } from "../../src/chain/grant-history.ts";

const owner = parseAddress(`0x${"a".repeat(40)}`);
const other = parseAddress(`0x${"c".repeat(40)}`);
const grantee = parseAddress(`0x${"b".repeat(40)}`);
const word = (digit: string) => parseBytes32(`0x${digit.repeat(64)}`);
const grant = { grantee, shareId: word("1") };

let block = 0;
const event = (name: string, more: Partial<PlacedEvent> = {}): PlacedEvent => ({
  ...{ name, owner, numbers: {}, blockNumber: ++block, transactionHash: word("9") },
  ...more,
});
const granted = (digit: string, expiresAt: bigint, more: Partial<PlacedEvent> = {}) =>
  event("Granted", { handle: word(digit), grant, numbers: { expiresAt, seq: 1n }, ...more });

describe("the history of an account's grants", () => {
  const endOf = (events: readonly PlacedEvent[]) =>
    foldGrantHistory(events).map(({ handle, expiresAt, ended }) => [handle, expiresAt, ended?.by ?? null]);

  it("holds the latest grant of each handle, also after it ended", () => {
    const revoked = event("Revoked", { handle: word("1"), grant });
    expect(endOf([granted("1", 5n), granted("1", 9n)])).to.deep.equal([[word("1"), 9n, null]]);
    expect(endOf([granted("1", 5n), revoked])).to.deep.equal([[word("1"), 5n, "revoked"]]);
    expect(endOf([granted("1", 5n), revoked, granted("1", 7n)])).to.deep.equal([[word("1"), 7n, null]]);
  });

  it("tells who ended a grant, and that all of an owner's ended, but no other's", () => {
    const events = [
      granted("1", 5n),
      granted("2", 5n),
      granted("3", 5n, { owner: other }),
      event("Renounced", { handle: word("1"), grant }),
      event("RevokedAll", { numbers: { epoch: 1n } }),
      granted("4", 5n),
    ];
    expect(endOf(events)).to.have.deep.members([
      [word("1"), 5n, "renounced"],
      [word("2"), 5n, "revoked-all"],
      [word("3"), 5n, null],
      [word("4"), 5n, null],
    ]);
  });

  it("knows of a sealed grant neither grantee nor share, and is not changed by other events", () => {
    const sealed = event("GrantedSealed", { handle: word("5"), numbers: { expiresAt: 8n } });
    const voided = event("MessagesVoided", { handle: word("5"), numbers: { nonce: 2n } });
    expect(foldGrantHistory([sealed, voided])).to.deep.equal([
      {
        ...{ owner, handle: word("5"), grantee: null, shareId: null, expiresAt: 8n, ended: null },
        granted: { blockNumber: sealed.blockNumber, transactionHash: word("9") },
      },
    ]);
  });
});
