import { AccessManagementProtocol__factory } from "@idos/protocol";
import { expect } from "chai";
import { type ErrorCode, getAddress, makeError } from "ethers";
import { chainError } from "../../src/chain/chain-error.ts";

const contract = AccessManagementProtocol__factory.createInterface();
const ACCOUNT = `0x${"ab".repeat(20)}`;
const SHARE = `0x${"01".repeat(32)}`;

/** As ethers reports a refused gas estimate: with the contract's data, not decoded. */
function refused(data: string | null): Error {
  const transaction = { to: ACCOUNT, data: "0x" };
  const facts = { action: "estimateGas", data, reason: null, invocation: null, revert: null } as const;
  return makeError("execution reverted", "CALL_EXCEPTION", { ...facts, transaction });
}

const wallet = (code: ErrorCode | number): Error => Object.assign(new Error("x"), { code });

describe("chain error", () => {
  it("holds the contract's values by name: addresses in lowercase, numbers as decimal strings", () => {
    const notGranted = contract.encodeErrorResult("NotGranted", [getAddress(ACCOUNT), ACCOUNT, SHARE]);
    const { code, values } = chainError(refused(notGranted));
    expect(code).to.equal("CONTRACT_NOT_GRANTED");
    expect(values).to.deep.equal({ owner: ACCOUNT, grantee: ACCOUNT, shareId: SHARE });
    const deadline = 2n ** 256n - 1n;
    const passed = contract.encodeErrorResult("DeadlinePassed", [deadline, 2]);
    expect(chainError(refused(passed)).values).to.deep.equal({ deadline: String(deadline), timestamp: "2" });
  });

  it("is TRANSACTION_FAILED for a refusal of another's making", () => {
    for (const data of [null, "0x", "0x12345678"])
      expect(chainError(refused(data)).code).to.equal("TRANSACTION_FAILED");
    const ofLibrary = chainError(refused(contract.encodeErrorResult("InvalidShortString", [])));
    expect([ofLibrary.code, ofLibrary.values["error"]]).to.deep.equal([
      "TRANSACTION_FAILED",
      "InvalidShortString",
    ]);
  });

  it("is WALLET_REJECTED when the person declined to send", () => {
    expect(chainError(wallet("ACTION_REJECTED")).code).to.equal("WALLET_REJECTED");
    expect(chainError(wallet(4001)).code).to.equal("WALLET_REJECTED");
    expect(chainError(wallet("INSUFFICIENT_FUNDS")).code).to.equal("TRANSACTION_FAILED");
  });
});
