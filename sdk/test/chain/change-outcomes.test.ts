import {
  AccessManagementProtocol__factory,
  type BatchMessage,
  grantHandle,
  parseAddress,
} from "@idos/protocol";
import { expect } from "chai";
import { batchOutcome, changesOfBatch } from "../../src/chain/batch-outcome.ts";
import { changeOutcomes } from "../../src/chain/change-outcomes.ts";
import { contractEvents } from "../../src/chain/contract-events.ts";
import { idOf } from "../harness/actor.ts";

const abi = AccessManagementProtocol__factory.createInterface();
const [CONTRACT, OWNER, OTHER] = ["11", "22", "33"].map((byte) => parseAddress(`0x${byte.repeat(20)}`));

interface EncodedLog {
  readonly data: string;
  readonly topics: string[];
}

describe("what became of a call's changes", () => {
  if (CONTRACT === undefined || OWNER === undefined || OTHER === undefined) throw new Error("no accounts");
  const message: BatchMessage = {
    ...{ owner: OWNER, epoch: 0n, deadline: 9n },
    changes: [{ grantee: OTHER, shareId: idOf(1), expiresAt: 5n, nonce: 0n }],
    sealedChanges: [{ handle: idOf(2), expiresAt: 0n, nonce: 3n }],
  };
  const grantOf = (owner: string, expiresAt = 5n) =>
    abi.encodeEventLog("Granted", [owner, OTHER, idOf(1), expiresAt, 1n]);
  const granted = grantOf(OWNER);
  const passedOver = abi.encodeEventLog("ChangeSkipped", [OWNER, grantHandle(OTHER, idOf(1)), 0n, 1n]);
  const ended = abi.encodeEventLog("RevokedSealed", [OWNER, idOf(2), 2n]);
  const sealed = abi.encodeEventLog("GrantedSealed", [OWNER, idOf(2), 5n, 2n]);
  const skipped = (nonce = 3n) => abi.encodeEventLog("ChangeSkipped", [OWNER, idOf(2), nonce, 3n]);
  const voided = abi.encodeEventLog("MessagesVoided", [OWNER, idOf(2), 4n, 1n]);
  const outcome = (logs: readonly EncodedLog[], address = CONTRACT) => {
    const events = contractEvents(
      CONTRACT,
      logs.map((log) => ({ address, ...log })),
    );
    const outcomes = changeOutcomes(events, changesOfBatch(message));
    return outcomes && batchOutcome(message, outcomes);
  };

  it("is told by one event each, in their order", () => {
    expect(outcome([granted, ended])).to.deep.equal({ changes: ["made"], sealedChanges: ["made"] });
    expect(outcome([granted, skipped()])).to.deep.equal({ changes: ["made"], sealedChanges: ["skipped"] });
    expect(outcome([passedOver, ended])).to.deep.equal({ changes: ["skipped"], sealedChanges: ["made"] });
  });

  it("is not told by what came before in the same transaction", () => {
    const endSkipped = { changes: ["made"], sealedChanges: ["skipped"] };
    for (const before of [[sealed], [voided], [ended, sealed], [granted, ended, sealed]])
      expect(outcome([...before, granted, skipped()])).to.deep.equal(endSkipped);
  });

  it("is told among the events of other calls", () => {
    const both = { changes: ["made"], sealedChanges: ["made"] };
    const elsewhere = abi.encodeEventLog("RevokedAll", [OTHER, 1n, 1n]);
    const foreign = { data: "0x", topics: [idOf(9)] };
    expect(outcome([elsewhere, foreign, granted, ended, elsewhere])).to.deep.equal(both);
  });

  it("is not told by other terms, nonces, owners, handles, contracts, by an incomplete run, or by silence", () => {
    const untold = [
      [],
      [granted],
      [granted, sealed],
      [granted, voided],
      [granted, skipped(2n)],
      [grantOf(OWNER, 6n), ended],
      [grantOf(OTHER), ended],
      [granted, abi.encodeEventLog("RevokedSealed", [OWNER, idOf(3), 2n])],
      [ended, granted],
      [granted, voided, ended],
      [passedOver, skipped()],
    ];
    for (const logs of untold) expect(outcome(logs)).to.equal(undefined);
    expect(outcome([granted, ended], OTHER)).to.equal(undefined);
  });
});
