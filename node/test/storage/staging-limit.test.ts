import { expect } from "chai";
import { openPgliteStore } from "../../src/storage/sql/pglite/open-pglite-store.ts";
import { NOW, randomAccount, randomEnvelope, upload } from "./examples.ts";
import { template, temporaryFolder } from "./folders.ts";

describe("the bound of all uploads together", () => {
  it("is kept whoever uploads, to the byte, until some are dropped", async () => {
    const { folder, remove } = await temporaryFolder();
    const store = await openPgliteStore(folder, { template, stagedBytesMax: 1_000 });
    const stage = (bytes: Uint8Array) => store.records.stageEnvelope(upload(randomAccount(), bytes));
    try {
      expect(await stage(randomEnvelope(600))).to.equal("staged");
      expect(await stage(randomEnvelope(401))).to.equal("node-full");
      expect(await stage(randomEnvelope(400))).to.equal("staged");
      expect(await stage(randomEnvelope(1))).to.equal("node-full");
      await store.records.dropStagedBefore(NOW + 1);
      expect(await stage(randomEnvelope(1_000))).to.equal("staged");
    } finally {
      await store.close();
      await remove();
    }
  });
});
