import { expect } from "chai";
import { listMutants } from "../../scripts/mutation/list-mutants.ts";
import { judge, renderReport } from "../../scripts/mutation/report.ts";
import { sample } from "../../scripts/mutation/sample.ts";

const planted = (body: string): string => `pragma solidity ^0.8.37;
contract Planted {
    event Moved(address from, address to);
    uint256 private _count;
    uint256 private constant _LIMIT = 0x0f;
    function move(address from, address to, uint64 a, uint64 b) external returns (uint64 c) {
${body}
    }
}
`;

/** What becomes of a line of a function. */
const mutantsOf = (body: string): string[] =>
  listMutants({ "contracts/Planted.sol": planted(body) })
    .filter(({ place }) => place === "Planted.move")
    .map(({ after }) => after);

describe("the mutants of", () => {
  const CASES: Record<string, { body: string; are: string[] }> = {
    "a condition and a comparison": {
      body: "if (a < b) c = 7;",
      are: [
        ...[
          "true",
          "false",
          "!(a < b)",
          "b < b",
          "a < a",
          "a <= b",
          "a > b",
          "a >= b",
          "a == b",
          "a != b",
        ].map((condition) => `if (${condition}) c = 7;`),
        ...[
          "if (a < b) {}",
          "if (a < b) c = 8;",
          "if (a < b) c = 6;",
          "if (a < b) a = 7;",
          "if (a < b) b = 7;",
        ],
      ],
    },
    arithmetic: {
      body: "c = a + b;",
      are: ["{}", "a = a + b;", "b = a + b;", "c = a - b;", "c = a * b;", "c = b + b;", "c = a + a;"],
    },
    "an event": {
      body: "emit Moved(from, to);",
      are: ["{}", "emit Moved(to, from);", "emit Moved(to, to);", "emit Moved(from, from);"],
    },
    "the sender": { body: "from = msg.sender;", are: ["{}", "from = tx.origin;", "to = msg.sender;"] },
    "a cast": {
      body: "c = uint64(_count);",
      are: ["{}", "a = uint64(_count);", "b = uint64(_count);", "c = uint56(_count);", "c = uint72(_count);"],
    },
    "a step": { body: "++_count;", are: ["{}", "--_count;", "_count;"] },
    assembly: {
      body: "assembly { if lt(a, b) { c := add(a, 1) } }",
      are: [
        ...["1", "0", "iszero(lt(a, b))", "gt(a, b)", "eq(a, b)", "lt(b, a)"].map(
          (condition) => `assembly { if ${condition} { c := add(a, 1) } }`,
        ),
        ...[
          "{}",
          "c := sub(a, 1)",
          "c := mul(a, 1)",
          "c := add(1, a)",
          "c := add(a, 2)",
          "c := add(a, 0)",
        ].map((statement) => `assembly { if lt(a, b) { ${statement} } }`),
      ],
    },
  };
  for (const [what, { body, are }] of Object.entries(CASES))
    it(what, () => expect(mutantsOf(body)).to.have.members(are));

  it("a constant keep its width, and stand under its name", () => {
    const mutants = listMutants({ "contracts/Planted.sol": planted("") });
    expect(mutants.map(({ place, after }) => `${place}: ${after}`)).to.deep.equal([
      "Planted._LIMIT: uint256 private constant _LIMIT = 0x10;",
      "Planted._LIMIT: uint256 private constant _LIMIT = 0x0e;",
    ]);
  });
});

describe("a sample", () => {
  const items = Array.from({ length: 100 }, (_, i) => i);

  it("is the same for the same seed, another for another, and in order", () => {
    const drawn = sample(items, 10, 1);
    expect(drawn).to.have.length(10);
    expect(sample(items, 10, 1)).to.deep.equal(drawn);
    expect(sample(items, 10, 2)).to.not.deep.equal(drawn);
    expect(drawn.toSorted((a, b) => a - b)).to.deep.equal(drawn);
  });

  it("is everything where it asks for more", () => {
    expect(sample(items, 1000, 3)).to.deep.equal(items);
  });
});

describe("the report on mutants", () => {
  const survivor = { file: "A.sol", place: "A.f", before: "a < b", after: "a <= b", content: "" };
  const { place, before, after } = survivor;
  const accepted = { place, before, after, reason: "they are never equal" };
  const outdated = { ...accepted, after: "a != b" };

  it("tells survivors with a reason from those without", () => {
    const other = { ...survivor, place: "A.g" };
    expect(judge([survivor, other], [accepted, outdated])).to.deep.equal({
      unexplained: [other],
      explained: [accepted],
      outdated: [outdated],
    });
  });

  it("names each of them, and what was accepted without need", () => {
    const findings = { byTest: 5, byProperty: 1, byTime: [], refused: 2, same: 3, survivors: [survivor] };
    const report = renderReport(findings, judge([survivor], [outdated]), true);
    expect(report).to.include("12 mutants\n6 killed: 5 by a test, 1 by a Solidity property, 0 by time\n");
    expect(report).to.include("survived without a reason:\n  A.f\n    - a < b\n    + a <= b\n");
    expect(report).to.include("accepted, but no survivor:\n  A.f\n    - a < b\n    + a != b\n");
  });
});
