import { expect } from "chai";
import { renderBranches } from "../../scripts/test/branch-coverage.ts";
import { instrumentBranches } from "../../scripts/test/instrument-branches.ts";

const LIBRARY = { path: "library.sol", content: "" };

describe("the branches of the contract", () => {
  const instrument = (body: string) => {
    const path = "contracts/libraries/Planted.sol";
    const content = `pragma solidity ^0.8.37;\nfunction planted(bool a, uint256 b) pure returns (bool c) {\n${body}\n}\n`;
    const { sources, conditions } = instrumentBranches({ [path]: content }, LIBRARY);
    const [line = ""] = sources[path]?.split("\n").slice(2) ?? [];
    return { line, texts: conditions.map(({ text }) => text) };
  };

  it("are told apart down to each side of an and or an or", () => {
    expect(instrument("if (a && b > 1 || !a) c = true;")).to.deep.equal({
      line: "if (observed(observed(observed(a, 2) && observed(b > 1, 3), 1) || observed(!a, 4), 0)) c = true;",
      texts: ["a && b > 1 || !a", "a && b > 1", "a", "b > 1", "!a"],
    });
  });

  it("do not include what an assignment writes", () => {
    expect(instrument("c = a ? b == 2 : c;").texts).to.deep.equal(["a ? b == 2 : c", "a", "b == 2", "c"]);
  });

  it("are reported by file, and by name where one was not taken", () => {
    const measured = [
      { file: "A.sol", text: "x > 0", wasFalse: true, wasTrue: true },
      { file: "A.sol", text: "y", wasFalse: true, wasTrue: false },
      { file: "B.sol", text: "z", wasFalse: false, wasTrue: true },
    ];
    expect(renderBranches(measured)).to.deep.equal({
      lines: ["A.sol: branches 75.0 % (3 of 4)", "B.sol: branches 50.0 % (1 of 2)"],
      missed: ["A.sol: never true: y", "B.sol: never false: z"],
    });
  });
});
