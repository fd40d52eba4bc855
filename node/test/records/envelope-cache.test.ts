import { expect } from "chai";
import { createEnvelopeCache } from "../../src/records/envelope-cache.ts";
import { ENVELOPE_CHUNK_BYTES } from "../../src/storage/envelope-chunks.ts";
import { randomEnvelope, randomId } from "../storage/examples.ts";

describe("the cache of envelopes", () => {
  it("holds no more bytes than it may, the latest ones, and none of more than a chunk", () => {
    const cache = createEnvelopeCache(4 * ENVELOPE_CHUNK_BYTES);
    const hashes = Array.from({ length: 6 }, () => randomId());
    for (const hash of hashes) cache.put(hash, randomEnvelope(ENVELOPE_CHUNK_BYTES));
    expect(hashes.map((hash) => cache.get(hash) !== undefined)).to.deep.equal([
      ...[false, false],
      ...[true, true, true, true],
    ]);
    const large = randomId();
    cache.put(large, randomEnvelope(ENVELOPE_CHUNK_BYTES + 1));
    expect(cache.get(large)).to.equal(undefined);
  });

  it("forgets what it is told to", () => {
    const cache = createEnvelopeCache();
    const [gone, kept] = [randomId(), randomId()];
    for (const hash of [gone, kept]) cache.put(hash, randomEnvelope());
    cache.forget(gone);
    cache.forget(null);
    cache.forget(undefined);
    expect([gone, kept].map((hash) => cache.get(hash) !== undefined)).to.deep.equal([false, true]);
  });
});
