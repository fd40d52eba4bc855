import { expect } from "chai";
import { parseCoverage } from "../../scripts/test/contract-coverage.ts";

describe("the coverage of the contract", () => {
  it("is read from Hardhat's table, without the tests' own contracts", () => {
    const table = [
      "║ File Path                                   │ Line % │ Statement % │ Uncovered Lines ║",
      "║ contracts/libraries/Handle.sol              │ 100.00 │ 100.00      │ -               ║",
      "║ test/contract/accounts/ContractAccounts.sol │ 54.55  │ 37.50       │ 21-24, 37       ║",
      "║ contracts/GrantLedger.sol                   │ 99.50  │ 98.00       │ 21-24, 37       ║",
      "║ Total                                       │ 97.55  │ 97.33       │                 ║",
    ].join("\n");
    expect(parseCoverage(table)).to.deep.equal([
      {
        file: "contracts/libraries/Handle.sol",
        linesPercent: 100,
        statementsPercent: 100,
        uncovered: "-",
      },
      {
        file: "contracts/GrantLedger.sol",
        linesPercent: 99.5,
        statementsPercent: 98,
        uncovered: "21-24, 37",
      },
    ]);
  });
});
