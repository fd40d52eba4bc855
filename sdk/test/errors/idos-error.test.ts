import { PROBLEMS } from "@idos/protocol";
import { expect } from "chai";
import { CONTRACT_REFUSALS } from "../../src/errors/contract-refusals.ts";
import { IdosError, isContractRefusal, isIdosError } from "../../src/errors/idos-error.ts";
import { PROBLEM_REMEDIES } from "../../src/errors/problem-remedies.ts";
import { SDK_CODES } from "../../src/errors/sdk-codes.ts";

describe("errors", () => {
  it("have a remedy for every code of the protocol and of the SDK, and no code is in both", () => {
    expect(Object.keys(PROBLEM_REMEDIES).sort()).to.deep.equal(Object.keys(PROBLEMS).sort());
    const own = [...Object.keys(SDK_CODES), ...Object.keys(CONTRACT_REFUSALS)];
    expect(own.filter((code) => code in PROBLEMS)).to.deep.equal([]);
    expect(new Set(own).size).to.equal(own.length);
    expect(new IdosError("WALLET_REJECTED", "x").remedy).to.equal(SDK_CODES.WALLET_REJECTED);
    expect(new IdosError("RECORD_DELETED", "x").remedy).to.equal(PROBLEM_REMEDIES.RECORD_DELETED);
  });

  it("are told apart by code", () => {
    const error = new IdosError("RECORD_DELETED", "x");
    expect(isIdosError(error)).to.equal(true);
    expect(isIdosError(error, "RECORD_NOT_FOUND", "RECORD_DELETED")).to.equal(true);
    expect(isIdosError(error, "RECORD_NOT_FOUND")).to.equal(false);
    expect(isIdosError(new Error("x"))).to.equal(false);
    expect(isContractRefusal(error)).to.equal(false);
    expect(isContractRefusal(new IdosError("CONTRACT_EMPTY_BATCH", "x"))).to.equal(true);
  });
});
