import { AccessManagementProtocol__factory } from "@idos/protocol";
import { expect } from "chai";
import { type ErrorCode, makeError } from "ethers";
import { chainError } from "../../src/chain/chain-error.ts";

const contract = AccessManagementProtocol__factory.createInterface();
const ACCOUNT = `0x${"ab".repeat(20)}`;

/** As ethers reports a refused gas estimate: with the contract's data, not decoded. */
function refused(data: string | null): Error {
  const transaction = { to: ACCOUNT, data: "0x" };
  const facts = { action: "estimateGas", data, reason: null, invocation: null, revert: null } as const;
  return makeError("execution reverted", "CALL_EXCEPTION", { ...facts, transaction });
}

const wallet = (code: ErrorCode | number): Error => Object.assign(new Error("x"), { code });

describe("chain error", () => {
  it("names each of the contract's refusals, with its values", () => {
    const cases = [
      [
        contract.encodeErrorResult("NotGranted", [ACCOUNT, ACCOUNT, `0x${"01".repeat(32)}`]),
        "GRANT_NOT_FOUND",
      ],
      [contract.encodeErrorResult("ZeroGrantee", []), "GRANT_ARGUMENT_REFUSED"],
      [contract.encodeErrorResult("ZeroShareId", []), "GRANT_ARGUMENT_REFUSED"],
      [contract.encodeErrorResult("ExpiryInThePast", [1, 2]), "GRANT_ARGUMENT_REFUSED"],
      [contract.encodeErrorResult("DeadlinePassed", [1, 2]), "GRANT_SIGNATURE_REFUSED"],
      [contract.encodeErrorResult("InvalidSignature", [ACCOUNT]), "GRANT_SIGNATURE_REFUSED"],
    ] as const;
    for (const [data, code] of cases) expect(chainError(refused(data)).code).to.equal(code);
    const error = chainError(refused(contract.encodeErrorResult("ExpiryInThePast", [1, 2])));
    expect(error.values).to.include({ error: "ExpiryInThePast", arguments: "1, 2" });
  });

  it("is TRANSACTION_FAILED for a refusal of another's making", () => {
    for (const data of [null, "0x", "0x12345678"])
      expect(chainError(refused(data)).code).to.equal("TRANSACTION_FAILED");
  });

  it("is WALLET_REJECTED when the person declined to send", () => {
    expect(chainError(wallet("ACTION_REJECTED")).code).to.equal("WALLET_REJECTED");
    expect(chainError(wallet(4001)).code).to.equal("WALLET_REJECTED");
    expect(chainError(wallet("INSUFFICIENT_FUNDS")).code).to.equal("TRANSACTION_FAILED");
  });
});
