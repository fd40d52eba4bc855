import { base64urlSchema, bytes32Schema } from "@idos/protocol";
import { expect } from "chai";
import { z } from "zod";
import { openEnvelope } from "../../src/crypto/envelope.ts";
import { openEnvelopeTo } from "../../src/crypto/envelope-stream.ts";
import { keysFromSeed } from "../../src/crypto/key-pair.ts";
import { expectIdosError } from "../harness/expect-error.ts";
import { sourceOf, targetOf } from "../harness/streams.ts";
import { clearPart, decrypt, open, unwrap } from "../second-implementation/envelope.ts";
import { filled, validEnvelopes } from "../second-implementation/valid-envelopes.ts";
import { envelopeVectors } from "../second-implementation/vectors.ts";
import { loadVectors } from "../vectors/load-vectors.ts";

const bytes = base64urlSchema(4096);
const plaintextSchema = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ byte: z.number(), length: z.number() }),
]);
const openSchema = z.strictObject({
  ...{ name: z.string(), header: z.unknown(), reader: z.string() },
  ...{ wrappedKey: bytes, envelope: bytes.optional(), plaintext: plaintextSchema, sha256: z.string() },
  ...{ contentKey: bytes, streamHeader: bytes, ephemeralPrivateKey: bytes },
});
const refusedSchema = z.strictObject({
  ...{ name: z.string(), reader: z.string(), wrappedKey: bytes },
  ...{ envelope: bytes.optional(), of: z.string().optional() },
  parts: z.array(z.tuple([z.number(), z.number()])).optional(),
});
const vectorsSchema = z.strictObject({
  note: z.string(),
  readers: z.record(
    z.string(),
    z.strictObject({ seed: bytes, encryptionKey: bytes32Schema, signingKey: bytes32Schema }),
  ),
  opens: z.array(openSchema).length(8),
  refused: z.array(refusedSchema).min(46),
});

/** What was sealed by the first version stays readable by every later one. */
describe("vectors of envelopes of version 1", () => {
  const { readers, opens, refused } = loadVectors("envelope-v1", vectorsSchema);
  const made = new Map(Object.values(validEnvelopes()).map((sealed) => [sealed.name, sealed.bytes]));

  const seedOf = (reader: string): Uint8Array => {
    const seed = readers[reader]?.seed;
    if (seed === undefined) throw new Error(`no reader ${reader}`);
    return seed;
  };

  interface Named {
    readonly name: string;
    readonly envelope?: Uint8Array | undefined;
    readonly of?: string | undefined;
    readonly parts?: readonly (readonly [from: number, to: number])[] | undefined;
  }

  function envelopeOf({ name, envelope, of = name, parts }: Named): Buffer {
    if (envelope !== undefined) return Buffer.from(envelope);
    const whole = made.get(of);
    if (whole === undefined) throw new Error(`no envelope ${of}`);
    return Buffer.concat((parts ?? [[0, whole.length]]).map(([from, to]) => whole.subarray(from, to)));
  }

  it("are what the second implementation makes, to the byte", () => {
    const again = vectorsSchema.parse(JSON.parse(JSON.stringify(envelopeVectors())));
    expect(loadVectors("envelope-v1", vectorsSchema)).to.deep.equal(again);
  });

  it("derive the same keys from a seed", async () => {
    for (const { seed, ...expected } of Object.values(readers)) {
      const { encryptionKey, signingKey } = await keysFromSeed(seed);
      expect({ encryptionKey, signingKey }).to.deep.equal(expected);
    }
  });

  for (const vector of opens)
    it(`open in both implementations: ${vector.name}`, async () => {
      const { plaintext: expected } = vector;
      const plaintext =
        "text" in expected ? Buffer.from(expected.text) : filled(expected.byte, expected.length);
      const [envelope, seed] = [envelopeOf(vector), seedOf(vector.reader)];
      const opened = await openEnvelope(envelope, vector.wrappedKey, await keysFromSeed(seed));
      expect(opened.header).to.deep.equal(vector.header);
      expect(Buffer.compare(opened.plaintext, plaintext)).to.equal(0);
      expect(Buffer.compare(open(envelope, vector.wrappedKey, seed) ?? filled(0), plaintext)).to.equal(0);
    });

  for (const vector of refused)
    it(`are refused whole, in a stream, and by the second implementation: ${vector.name}`, async () => {
      const [envelope, seed] = [envelopeOf(vector), seedOf(vector.reader)];
      const keys = await keysFromSeed(seed);
      await expectIdosError(() => openEnvelope(envelope, vector.wrappedKey, keys), "DECRYPTION_FAILED");
      const target = targetOf();
      const inStream = () => openEnvelopeTo(target.stream, sourceOf(envelope), vector.wrappedKey, keys);
      await expectIdosError(inStream, "DECRYPTION_FAILED");
      expect(target.end).to.equal("aborted");
      expect(open(envelope, vector.wrappedKey, seed)).to.equal(undefined);
    });

  it("hold one ciphertext for two keys that the cipher itself opens to two texts", () => {
    const name = "one ciphertext for two keys, the one that it does not commit to";
    const vector = refused.find((candidate) => candidate.name === name);
    if (vector?.envelope === undefined) throw new Error(`no vector: ${name}`);
    const committed = validEnvelopes().first.contentKey;
    const other = unwrap(vector.wrappedKey, clearPart(vector.envelope), seedOf(vector.reader));
    if (other === undefined) throw new Error("the wrap of the other key does not open");
    const texts = [committed, other].map((key) => decrypt(Uint8Array.from(vector.envelope ?? []), key));
    expect(texts.map((text) => text?.length)).to.deep.equal([255, 255]);
    expect(texts[0]).not.to.deep.equal(texts[1]);
  });
});
