import { expect } from "chai";
import { BUDGETS } from "../../scripts/package/budgets.ts";
import { bundleSize } from "../../scripts/package/bundle-size.ts";

describe("what a page loads of the SDK", () => {
  for (const { names, gzipKibMax, without } of BUDGETS)
    it(`for ${names.join(" and ")} is at most ${gzipKibMax} KiB, and nothing of ${without.join(", ")}`, async () => {
      const { gzipBytes, inputs } = await bundleSize(names);
      expect(gzipBytes / 1024).to.be.at.most(gzipKibMax);
      const folders = without.map((folder) => `sdk/src/${folder}/`);
      expect(inputs.filter((path) => folders.some((folder) => path.startsWith(folder)))).to.deep.equal([]);
    });

  it("has none of the message translations of its parsers", async () => {
    const { inputs } = await bundleSize(["signIn"]);
    expect(inputs.filter((path) => path.includes("/locales/")).length).to.be.at.most(1);
  });
});
