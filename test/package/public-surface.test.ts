import { expect } from "chai";
import { undocumentedExports } from "../../scripts/reference/public-surface.ts";

describe("the report of the public surface", () => {
  it("tells exports without a docstring, and leaves members to their types", () => {
    const report = [
      ...[
        "// @public",
        "export interface Told {",
        "    // (undocumented)",
        "    readonly member: string;",
        "}",
      ],
      ...["// @public (undocumented)", "export function untold(): void;"],
      ...["// @public (undocumented)", "export const UNTOLD = 1;"],
    ].join("\n");
    expect(undocumentedExports(report)).to.deep.equal(["untold", "UNTOLD"]);
  });
});
