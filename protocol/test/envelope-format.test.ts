import { expect } from "chai";
import {
  encodeEnvelopeHeader,
  type EnvelopeHeader,
  LIMITS,
  parseBytes32,
  parseEnvelope,
} from "@idos/protocol";

const HEADER: EnvelopeHeader = {
  owner: parseBytes32(`0x${"11".repeat(32)}`),
  record: parseBytes32(`0x${"22".repeat(32)}`),
  recordVersion: 2,
  prev: parseBytes32(`0x${"33".repeat(32)}`),
  contentType: "application/json",
};
const CIPHERTEXT_BYTES_MIN = 24 + 17;

function envelope(header: EnvelopeHeader, ciphertextBytes = CIPHERTEXT_BYTES_MIN): Uint8Array {
  const clear = encodeEnvelopeHeader(header);
  const bytes = new Uint8Array(clear.length + 32 + ciphertextBytes);
  bytes.set(clear);
  return bytes;
}

function changed(offset: number, value: number): Uint8Array {
  const bytes = envelope(HEADER);
  bytes[offset] = value;
  return bytes;
}

describe("the envelope's clear part", () => {
  it("reads back as what was written, from the middle of a larger buffer too", () => {
    const bytes = envelope(HEADER, 100);
    const shifted = new Uint8Array(bytes.length + 7);
    shifted.set(bytes, 7);
    for (const parsed of [parseEnvelope(bytes), parseEnvelope(shifted.subarray(7))]) {
      if ("fault" in parsed) throw new Error(parsed.fault);
      expect(parsed.header).to.deep.equal(HEADER);
      expect(parsed.associatedData).to.have.length(encodeEnvelopeHeader(HEADER).length + 32);
      expect(parsed.ciphertext).to.have.length(100);
    }
  });

  for (const [what, bytes, fault] of [
    ["nothing", new Uint8Array(0), "too-short"],
    ["a cut header", envelope(HEADER).subarray(0, 100), "too-short"],
    ["no room for one chunk", envelope(HEADER, CIPHERTEXT_BYTES_MIN - 1), "too-short"],
    ["more than the limit", new Uint8Array(LIMITS.envelopeBytesMax + 1), "too-long"],
    ["another format", changed(0, 0), "not-an-envelope"],
    ["an unknown version", changed(4, 2), "unknown-version"],
    ["an unknown algorithm", changed(5, 2), "unknown-version"],
    ["version 1 with a predecessor", changed(77, 1), "malformed-header"],
    ["record version 0", changed(77, 0), "malformed-header"],
    ["a record version beyond exact numbers", changed(70, 0xff), "malformed-header"],
    ["an empty content type", changed(110, 0), "malformed-header"],
    ["a content type with a control character", changed(111, 10), "malformed-header"],
  ] as const)
    it(`refuses ${what} as ${fault}`, () => {
      expect(parseEnvelope(bytes)).to.deep.equal({ fault });
    });
});
