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

  it("has none of the translations of its parsers' messages", async () => {
    const { inputs } = await bundleSize(["signIn"]);
    const locales = inputs.filter((path) => path.includes("/locales/"));
    // English is zod's default.
    expect(locales).to.deep.equal(["node_modules/zod/v4/locales/en.js"]);
  });

  it("to sign in has neither making a backup, nor opening one, nor a rotation", async () => {
    const { inputs, lazyGzipBytes } = await bundleSize(["signIn"]);
    const keys = inputs.filter((path) => /back-ups\.ts$|unlock-keys|rotation\/|recovery-|passkey/.test(path));
    expect(keys).to.deep.equal([]);
    expect(lazyGzipBytes).to.be.greaterThan(0);
  });
});
