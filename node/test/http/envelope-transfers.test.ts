import { once } from "node:events";
import { type ClientRequest, get as httpGet, type IncomingMessage, request } from "node:http";
import { LIMITS, MEDIA_TYPES, PATHS, sha256, storedRecordSchema } from "@idos/protocol";
import { expect } from "chai";
import { ENVELOPE_CHUNK_BYTES } from "../../src/storage/envelope-chunks.ts";
import { get } from "../harness/exchange.ts";
import { makeVersion, put, stage, type Version } from "../harness/records.ts";
import { createUser, signedInProvider, succeeded, type User } from "../harness/story.ts";
import { startTestNode, type TestNode } from "../harness/test-node.ts";

describe("large envelopes over HTTP", () => {
  let node: TestNode;
  let alice: User;

  before(async () => {
    node = await startTestNode();
    alice = await createUser(node, await signedInProvider(node));
  });
  after(() => node.stop());

  async function write(byteCount: number, previous?: Version): Promise<Version> {
    const version = await makeVersion(node, alice, alice.userId, previous, { envelopeBytes: byteCount });
    succeeded(await alice.request(stage(version)));
    succeeded(await alice.request(put(version)));
    return version;
  }

  /** The answer's beginning; the rest is not taken yet. */
  async function beginDownload({ header }: Version): Promise<IncomingMessage> {
    const sent = get(PATHS.recordEnvelope(header.record));
    const headers = { authorization: await alice.authorize(sent) };
    const answer = await answerTo(httpGet(node.origin + sent.path, { headers }));
    answer.pause();
    return answer;
  }

  it("come back byte for byte, with their length announced, from one chunk to the limit", async () => {
    for (const byteCount of [ENVELOPE_CHUNK_BYTES, ENVELOPE_CHUNK_BYTES + 1, LIMITS.envelopeBytesMax]) {
      const { header, envelope } = await write(byteCount);
      const answer = succeeded(await alice.request(get(PATHS.recordEnvelope(header.record))));
      expect(Buffer.compare(answer.bytes, envelope)).to.equal(0);
      expect(answer.headers.get("content-length")).to.equal(String(byteCount));
      const stored = succeeded(await alice.request(get(PATHS.record(header.record))));
      expect(storedRecordSchema.parse(stored.json).envelopeBytes).to.equal(byteCount);
    }
  });

  it("are not there when the bytes are other ones than were signed for, and leave nothing", async () => {
    const version = await makeVersion(node, alice, alice.userId, undefined, {
      envelopeBytes: 3 * ENVELOPE_CHUNK_BYTES,
    });
    const before = await node.databaseDigest();
    const sent = stage(version);
    const authorization = await alice.authorize(sent);
    const changed = new Uint8Array(version.envelope);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    const answer = await alice.request({ ...sent, body: changed }, { authorization });
    expect(answer.outcome).to.equal("401 PROOF_INVALID");
    expect(await node.databaseDigest()).to.equal(before);
    expect((await alice.request(put(version))).outcome).to.equal("422 ENVELOPE_NOT_STAGED");
  });

  it("are refused before a byte is stored when path and proof name different ones", async () => {
    const version = await makeVersion(node, alice, alice.userId);
    const before = await node.databaseDigest();
    const path = PATHS.stagedEnvelope(sha256(new Uint8Array()));
    const answer = await alice.request({ ...stage(version), path });
    expect(answer.outcome).to.equal("422 ENVELOPE_MISMATCH");
    expect(await node.databaseDigest()).to.equal(before);
  });

  it("come without an announced length too", async () => {
    const version = await makeVersion(node, alice, alice.userId, undefined, {
      envelopeBytes: 2 * ENVELOPE_CHUNK_BYTES + 5,
    });
    const { method, path, body = new Uint8Array() } = stage(version);
    const authorization = await alice.authorize({ method, path, body });
    const headers = { authorization, "content-type": MEDIA_TYPES.envelope };
    const upload = request(node.origin + path, { method, headers });
    const answered = answerTo(upload);
    for (let from = 0; from < body.length; from += 10_000) upload.write(body.subarray(from, from + 10_000));
    upload.end();
    expect((await answered).statusCode).to.equal(204);
    succeeded(await alice.request(put(version)));
  });

  it("end in the middle, and never with another version's bytes, when they are replaced while they are read", async () => {
    const first = await write(LIMITS.envelopeBytesMax);
    const answer = await beginDownload(first);
    await write(LIMITS.envelopeBytesMax, first);
    const parts: Buffer[] = [];
    answer.on("data", (part: Buffer) => parts.push(part));
    const ending = once(answer, "end").then(
      () => "whole",
      () => "cut",
    );
    answer.resume();
    const ended = await ending;
    const got = Buffer.concat(parts);
    expect(ended).to.equal("cut");
    expect(got.length).to.be.lessThan(LIMITS.envelopeBytesMax);
    expect(got.compare(first.envelope.subarray(0, got.length))).to.equal(0);
  });
});

function answerTo(sent: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.once("response", resolve);
    sent.once("error", reject);
  });
}
