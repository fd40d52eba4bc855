import { openPgliteStore } from "../../src/storage/sql/pglite/open-pglite-store.ts";
import { describeStore } from "./describe-store.ts";
import { template, temporaryFolder } from "./folders.ts";

describeStore("a store in PGlite", async () => {
  const { folder, remove } = await temporaryFolder();
  const store = await openPgliteStore(folder, { template });
  return {
    ...store,
    async close() {
      await store.close();
      await remove();
    },
  };
});
