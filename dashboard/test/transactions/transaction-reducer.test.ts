import { IdosError, parseBytes32, type Progress } from "@idos/sdk";
import { expect } from "chai";
import { failureEvent } from "../../src/transactions/failure.ts";
import {
  reduceTransaction,
  STARTING,
  type TransactionEvent,
} from "../../src/transactions/transaction-reducer.ts";
import { isFinal, type TransactionState } from "../../src/transactions/transaction-state.ts";

const hash = parseBytes32(`0x${"ab".repeat(32)}`);
const progress = (step: Progress): TransactionEvent => ({ told: "progress", progress: step });
const asked = progress({ step: "transaction-asked" });
const sent = progress({ step: "transaction-sent", transactionHash: hash });
const included = progress({ step: "transaction-included", transactionHash: hash, blockNumber: 7 });
const finished: TransactionEvent = { told: "finished", hash, blockNumber: 7, seen: true };
const slow: TransactionEvent = { told: "slow" };
const reloaded: TransactionEvent = { told: "reloaded" };
const replaced: TransactionEvent = { told: "replaced" };
const failed = (code: "WALLET_REJECTED" | "CONTRACT_NOT_GRANTED" | "NODE_UNREACHABLE"): TransactionEvent =>
  failureEvent(new IdosError(code, "It failed"));

function after(...events: readonly TransactionEvent[]): TransactionState {
  return events.reduce(reduceTransaction, STARTING);
}

describe("a transaction's state", () => {
  it("goes from the wallet to the nodes", () => {
    const wrapped = progress({ step: "records-wrapped", done: 1, total: 3 });
    expect(after(wrapped)).to.deep.equal({ stage: "preparing", done: 1, total: 3 });
    expect(after(asked).stage).to.equal("waiting-for-wallet");
    expect(after(asked, sent)).to.deep.equal({ stage: "submitted", hash, slow: false });
    expect(after(asked, sent, included)).to.deep.equal({ stage: "confirmed", hash, blockNumber: 7 });
    expect(after(asked, sent, included, finished)).to.deep.equal({
      ...{ stage: "nodes-updated", hash, blockNumber: 7, seen: true },
    });
  });

  it("is a decision and no failure where she declined", () => {
    expect(after(asked, failed("WALLET_REJECTED"))).to.deep.equal({ stage: "rejected" });
  });

  it("has failed where it was refused before it was sent", () => {
    expect(after(asked, failed("CONTRACT_NOT_GRANTED"))).to.include({
      ...{ stage: "failed", code: "CONTRACT_NOT_GRANTED", message: "It failed" },
    });
    expect(after(failed("NODE_UNREACHABLE")).stage).to.equal("failed");
  });

  it("has failed where it was reverted in a block", () => {
    const values = { error: null, transactionHash: hash };
    const reverted = failureEvent(new IdosError("TRANSACTION_FAILED", "It was reverted", values));
    expect(after(asked, sent, reverted)).to.include({ stage: "failed", hash });
  });

  it("is on its way still where only the wallet or the network failed after it was sent", () => {
    const lost = failureEvent(new IdosError("TRANSACTION_FAILED", "Not known", { transactionHash: hash }));
    for (const failure of [lost, failureEvent(new Error("no network")), failed("NODE_UNREACHABLE")])
      expect(after(asked, sent, failure)).to.deep.equal({ stage: "submitted", hash, slow: true });
  });

  it("stands where it is in a block, whatever a node says afterwards", () => {
    expect(after(asked, sent, included, failed("NODE_UNREACHABLE"))).to.include({
      ...{ stage: "nodes-updated", seen: false },
    });
  });

  it("may be made although it takes long", () => {
    expect(after(asked, sent, slow)).to.deep.equal({ stage: "submitted", hash, slow: true });
    expect(after(asked, sent, slow, included).stage).to.equal("confirmed");
  });

  it("is replaced only while it is on its way", () => {
    expect(after(asked, sent, replaced)).to.deep.equal({ stage: "replaced", hash });
    expect(after(asked, sent, included, replaced).stage).to.equal("confirmed");
  });

  it("is interrupted by a reload before the wallet has answered, and goes on after it else", () => {
    expect(after(reloaded).stage).to.equal("interrupted");
    expect(after(asked, reloaded).stage).to.equal("interrupted");
    expect(after(asked, sent, reloaded)).to.deep.equal(after(asked, sent));
    expect(after(asked, sent, included, reloaded)).to.deep.equal(after(asked, sent, included));
  });

  it("does not change any more once it is final", () => {
    const ends = [
      after(asked, failed("WALLET_REJECTED")),
      after(asked, failed("CONTRACT_NOT_GRANTED")),
      after(asked, sent, replaced),
      after(asked, reloaded),
      after(asked, sent, finished),
    ];
    for (const end of ends) {
      expect(isFinal(end)).to.equal(true);
      for (const event of [asked, sent, included, finished, slow, reloaded, replaced])
        expect(reduceTransaction(end, event)).to.equal(end);
    }
  });
});
