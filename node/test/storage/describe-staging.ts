import { LIMITS, sha256 } from "@idos/protocol";
import { expect } from "chai";
import { ENVELOPE_CHUNK_BYTES, inChunks } from "../../src/storage/envelope-chunks.ts";
import type { StagedEnvelope, Upload } from "../../src/storage/records.ts";
import type { Store } from "../../src/storage/store.ts";
import {
  accountLink,
  accountUnlink,
  createPerson,
  envelopeIn,
  NOW,
  oneByOne,
  randomAccount,
  randomEnvelope,
  upload,
  version,
  write,
} from "./examples.ts";

export function describeStaging(store: () => Store): void {
  describe("staged envelopes", () => {
    const stage = (uploader: ReturnType<typeof randomAccount>, bytes: Uint8Array, nowSeconds = NOW) =>
      store().records.stageEnvelope(upload(uploader, bytes, nowSeconds));
    const staged = (
      uploader: ReturnType<typeof randomAccount>,
      bytes: Uint8Array,
    ): Promise<StagedEnvelope | undefined> => store().records.stagedEnvelope(sha256(bytes), uploader);

    it("an envelope is there for its uploader, byte for byte, and for nobody else", async () => {
      const uploader = randomAccount();
      const bytes = randomEnvelope();
      expect(await stage(uploader, bytes)).to.equal("staged");
      expect(await staged(uploader, bytes)).to.deep.equal({ firstChunk: bytes, byteCount: bytes.length });
      expect(await staged(randomAccount(), bytes)).to.equal(undefined);
    });

    for (const byteCount of [
      ENVELOPE_CHUNK_BYTES - 1,
      ENVELOPE_CHUNK_BYTES,
      ENVELOPE_CHUNK_BYTES + 1,
      LIMITS.envelopeBytesMax,
    ])
      it(`an envelope of ${byteCount} bytes comes back as it went in, chunk by chunk`, async () => {
        const envelope = randomEnvelope(byteCount);
        const written = await write(store(), version(await createPerson(store()), { envelope }));
        const read = await envelopeIn(store(), written.header.record);
        expect(Buffer.compare(read ?? new Uint8Array(), envelope)).to.equal(0);
        expect((await store().records.record(written.header.record))?.envelopeBytes).to.equal(byteCount);
        const first = await store().records.envelopeChunk(written.header, 0);
        expect(first?.length).to.equal(Math.min(byteCount, ENVELOPE_CHUNK_BYTES));
      });

    it("an upload whose bytes break off leaves nothing, and takes nothing of the account's limit", async () => {
      const uploader = randomAccount();
      const bytes = randomEnvelope(2 * ENVELOPE_CHUNK_BYTES);
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield* inChunks(oneByOne([bytes]));
        throw new Error("broken off");
      }
      for (let count = 0; count < 5; count += 1) {
        const ahead: Upload = { ...upload(uploader, bytes), bytesAhead: LIMITS.envelopeBytesMax };
        const outcome = store().records.stageEnvelope({ ...ahead, chunks: broken() });
        expect(await outcome.catch(String)).to.equal("Error: broken off");
        expect(await staged(uploader, bytes)).to.equal(undefined);
      }
      expect(await store().records.dropUnfinishedBefore(NOW + 1)).to.equal(0);
    });

    it("an upload is there for nobody before its last byte has come", async () => {
      const uploader = randomAccount();
      const bytes = randomEnvelope(2 * ENVELOPE_CHUNK_BYTES);
      const seen: unknown[] = [];
      async function* watched(): AsyncGenerator<Uint8Array> {
        for await (const chunk of inChunks(oneByOne([bytes]))) {
          seen.push(await staged(uploader, bytes));
          yield chunk;
        }
        seen.push(await staged(uploader, bytes));
      }
      await store().records.stageEnvelope({ ...upload(uploader, bytes), chunks: watched() });
      expect(seen).to.deep.equal([undefined, undefined, undefined]);
      expect((await staged(uploader, bytes))?.byteCount).to.equal(bytes.length);
    });

    it("an upload that is longer than announced is refused, and leaves nothing", async () => {
      const uploader = randomAccount();
      const bytes = randomEnvelope(1_000);
      const outcome = store().records.stageEnvelope({ ...upload(uploader, bytes), bytesAhead: 999 });
      expect(await outcome.catch(String)).to.contain("longer than it was announced");
      expect(await staged(uploader, bytes)).to.equal(undefined);
    });

    it("of the same bytes uploaded twice at once, one upload remains", async () => {
      const uploader = randomAccount();
      const bytes = randomEnvelope();
      const outcomes = await Promise.all([1, 2, 3].map(() => stage(uploader, bytes, 500)));
      expect(outcomes).to.deep.equal(["staged", "staged", "staged"]);
      expect(await store().records.dropStagedBefore(501)).to.equal(1);
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

    it("the accounts of one user have one limit together, of which one that has left takes nothing", async () => {
      const { users } = store();
      const person = await createPerson(store());
      const second = randomAccount();
      await users.linkAccount(person.userId, accountLink(person.userId, second, person.account));
      const full = () => randomEnvelope(LIMITS.envelopeBytesMax);
      for (let count = 0; count < 4; count += 1)
        expect(await stage(count % 2 === 0 ? second : person.account, full())).to.equal("staged");
      for (const account of [second, person.account])
        expect(await stage(account, randomEnvelope())).to.equal("limit-reached");
      await users.unlinkAccount(person.userId, accountUnlink(person.userId, second, person.account));
      expect(await stage(person.account, randomEnvelope())).to.equal("staged");
    });

    it("old ones are dropped; staging one again keeps it", async () => {
      const uploader = randomAccount();
      const [old, again] = [randomEnvelope(), randomEnvelope()];
      for (const bytes of [old, again]) await stage(uploader, bytes, 1000);
      await stage(uploader, again, 2000);
      expect(await store().records.dropStagedBefore(1001)).to.equal(1);
      expect(await staged(uploader, old)).to.equal(undefined);
      expect((await staged(uploader, again))?.firstChunk).to.deep.equal(again);
    });
  });
}
