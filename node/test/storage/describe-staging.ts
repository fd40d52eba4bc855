import { LIMITS, sha256 } from "@idos/protocol";
import { expect } from "chai";
import type { Store } from "../../src/storage/store.ts";
import { NOW, randomAccount, randomEnvelope } from "./examples.ts";

export function describeStaging(store: () => Store): void {
  describe("staged envelopes", () => {
    const stage = (uploader: ReturnType<typeof randomAccount>, bytes: Uint8Array, nowSeconds = NOW) =>
      store().records.stageEnvelope({ hash: sha256(bytes), uploader, bytes, nowSeconds });

    it("an envelope is there for its uploader, byte for byte, and for nobody else", async () => {
      const uploader = randomAccount();
      const bytes = randomEnvelope();
      expect(await stage(uploader, bytes)).to.equal("staged");
      expect(await store().records.stagedEnvelope(sha256(bytes), uploader)).to.deep.equal(bytes);
      expect(await store().records.stagedEnvelope(sha256(bytes), randomAccount())).to.equal(undefined);
    });

    it("the largest envelope comes back as it went in", async () => {
      const uploader = randomAccount();
      const bytes = randomEnvelope(LIMITS.envelopeBytesMax);
      expect(await stage(uploader, bytes)).to.equal("staged");
      const read = await store().records.stagedEnvelope(sha256(bytes), uploader);
      expect(Buffer.compare(read ?? new Uint8Array(), bytes)).to.equal(0);
    });

    it("uploads made at once stop at the account's limit, where the same bytes may come again", async () => {
      const uploader = randomAccount();
      const envelopes = Array.from({ length: 6 }, () => randomEnvelope(LIMITS.envelopeBytesMax - 16));
      const outcomes = await Promise.all(envelopes.map((bytes) => stage(uploader, bytes)));
      expect(outcomes.filter((outcome) => outcome === "staged")).to.have.length(4);
      expect(outcomes.filter((outcome) => outcome === "limit-reached")).to.have.length(2);
      expect(await stage(uploader, envelopes[outcomes.indexOf("staged")] ?? new Uint8Array())).to.equal(
        "staged",
      );
      expect(await stage(uploader, randomEnvelope(64)), "what is left, to the byte").to.equal("staged");
      expect(await stage(uploader, randomEnvelope(1))).to.equal("limit-reached");
      expect(await stage(randomAccount(), randomEnvelope()), "another account").to.equal("staged");
    });

    it("old ones are dropped; staging one again keeps it", async () => {
      const uploader = randomAccount();
      const [old, again] = [randomEnvelope(), randomEnvelope()];
      for (const bytes of [old, again]) await stage(uploader, bytes, 1000);
      await stage(uploader, again, 2000);
      expect(await store().records.dropStagedBefore(1001)).to.equal(1);
      expect(await store().records.stagedEnvelope(sha256(old), uploader)).to.equal(undefined);
      expect(await store().records.stagedEnvelope(sha256(again), uploader)).to.deep.equal(again);
    });
  });
}
