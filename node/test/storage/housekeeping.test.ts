import { TIMES } from "@idos/protocol";
import { expect } from "chai";
import { dropOutdated } from "../../src/storage/housekeeping.ts";
import { openPgliteStore } from "../../src/storage/sql/pglite/open-pglite-store.ts";
import { createPerson, NOW, randomAccount, session, stage, version } from "./examples.ts";
import { template, temporaryFolder } from "./folders.ts";

describe("housekeeping", () => {
  it("drops uploads and sessions only once they have had their time", async () => {
    const { folder, remove } = await temporaryFolder();
    const store = await openPgliteStore(folder, { template });
    try {
      const staged = version(await createPerson(store));
      await stage(store, staged);
      const { signIn, ...rest } = session(randomAccount(), { expirationTime: new Date(NOW * 1000) });
      await store.sessions.createSession({ signIn, ...rest });
      const { envelope, author } = staged.header;
      if (envelope === null) throw new Error("no envelope");
      await dropOutdated(store, NOW);
      expect(await store.sessions.session(signIn.sessionKey)).to.not.equal(undefined);
      await dropOutdated(store, NOW + TIMES.stagedEnvelopeTtlSeconds);
      expect(await store.sessions.session(signIn.sessionKey)).to.equal(undefined);
      expect(await store.records.stagedEnvelope(envelope, author)).to.not.equal(undefined);
      await dropOutdated(store, NOW + TIMES.stagedEnvelopeTtlSeconds + 1);
      expect(await store.records.stagedEnvelope(envelope, author)).to.equal(undefined);
    } finally {
      await store.close();
      await remove();
    }
  });
});
