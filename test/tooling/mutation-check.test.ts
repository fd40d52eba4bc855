import { expect } from "chai";
import { checkMutants } from "../../scripts/mutation/check-mutants.ts";
import type { Mutant } from "../../scripts/mutation/mutant.ts";
import { readContractSources } from "../../scripts/solidity/contract-sources.ts";

/** The contract with one text in place of another. */
function planted(before: string, after: string): Mutant {
  const file = "contracts/GrantBatches.sol";
  const source = readContractSources()[file] ?? "";
  expect(source).to.include(before);
  return { file, place: "planted", before, after, content: source.replace(before, after) };
}

describe("the mutation check", () => {
  it("tells what a test notices from what none does, cannot compile, or changes nothing", async () => {
    const loop = "uint256 i = 0; i < grants.length";
    const survivor = planted(loop, "uint256 i = 0; i != grants.length");
    const findings = await checkMutants(
      [
        planted(loop, "uint256 i = 0; i > grants.length"),
        survivor,
        planted(loop, "uint256 i = 0; i < grants"),
        planted(loop, "uint256 i; i < grants.length"),
      ],
      {
        workers: 1,
        testFiles: ["test/contract/batch.test.ts"],
        asksProperties: false,
        onProgress: () => undefined,
      },
    );
    expect(findings).to.deep.equal({
      ...{ byTest: 1, byProperty: 0, byTime: [], refused: 1, same: 1, survivors: [survivor] },
    });
  }).timeout(180_000);
});
