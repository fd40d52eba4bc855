import { AccessManagementProtocol__factory, type BatchMessage, parseAddress } from "@idos/protocol";
import { expect } from "chai";
import { batchOutcome } from "../../src/chain/batch-outcome.ts";
import { idOf } from "../harness/actor.ts";

const abi = AccessManagementProtocol__factory.createInterface();
const [CONTRACT, OWNER, OTHER] = ["11", "22", "33"].map((byte) => parseAddress(`0x${byte.repeat(20)}`));

describe("what became of a batch's changes", () => {
  if (CONTRACT === undefined || OWNER === undefined || OTHER === undefined) throw new Error("no accounts");
  const grant = { grantee: OTHER, shareId: idOf(1), expiresAt: 5n, nonce: 0n };
  const sealed = { handle: idOf(2), expiresAt: 0n, nonce: 0n };
  const message: BatchMessage = {
    ...{ owner: OWNER, epoch: 0n, deadline: 9n },
    ...{ changes: [grant], sealedChanges: [sealed, sealed] },
  };
  const granted = abi.encodeEventLog("Granted", [OWNER, OTHER, idOf(1), 5n, 1n]);
  const ended = abi.encodeEventLog("RevokedSealed", [OWNER, idOf(2), 2n]);
  const skipped = abi.encodeEventLog("ChangeSkipped", [OWNER, idOf(2), 0n, 3n]);
  const outcome = (...logs: readonly { readonly data: string; readonly topics: string[] }[]) =>
    batchOutcome(
      CONTRACT,
      message,
      logs.map((log) => ({ address: CONTRACT, ...log })),
    );

  it("is told by one event each, in their order", () => {
    const made = { changes: ["made"], sealedChanges: ["made", "skipped"] };
    expect(outcome(granted, ended, skipped)).to.deep.equal(made);
    const other = { changes: ["made"], sealedChanges: ["skipped", "made"] };
    expect(outcome(granted, skipped, ended)).to.deep.equal(other);
  });

  it("is not told by other owners, other contracts, or silence", () => {
    const none = { changes: ["skipped"], sealedChanges: ["skipped", "skipped"] };
    expect(outcome()).to.deep.equal(none);
    expect(outcome(abi.encodeEventLog("Granted", [OTHER, OTHER, idOf(1), 5n, 1n]))).to.deep.equal(none);
    expect(outcome({ data: "0x", topics: [idOf(9)] })).to.deep.equal(none);
    expect(batchOutcome(CONTRACT, message, [{ address: OTHER, ...granted }])).to.deep.equal(none);
  });
});
