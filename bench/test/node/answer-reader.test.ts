import { expect } from "chai";
import { createAnswerReader } from "../../node/client/answer-reader.ts";

const BODY = Buffer.from(Array.from({ length: 300 }, (_, at) => at % 256));
const WITH_LENGTH = Buffer.concat([
  Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${BODY.length}\r\nX-Other: 1\r\n\r\n`),
  BODY,
]);
const IN_CHUNKS = Buffer.concat([
  Buffer.from("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"),
  ...[BODY.subarray(0, 1), BODY.subarray(1, 270), BODY.subarray(270)].map(chunkOf),
  Buffer.from("0\r\n\r\n"),
]);

function chunkOf(data: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from("\r\n")]);
}

/** The pieces in turn; only the last one may complete the answer. */
function read(pieces: readonly Buffer[], keep = true) {
  const take = createAnswerReader(keep);
  const answers = pieces.map((piece) => take(piece));
  expect(answers.slice(0, -1).every((answer) => answer === undefined)).to.equal(true);
  return answers.at(-1);
}

const cutAt = (bytes: Buffer, ...places: number[]): Buffer[] =>
  [0, ...places].map((from, at) => bytes.subarray(from, places[at] ?? bytes.length));

describe("the benchmark's reader of answers", () => {
  const expected = { status: 200, length: BODY.length, body: BODY };

  for (const [name, bytes] of Object.entries({ "with a length": WITH_LENGTH, "in chunks": IN_CHUNKS })) {
    it(`reads a body ${name}, whole and byte by byte`, () => {
      expect(read([bytes])).to.deep.equal(expected);
      expect(read(Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)))).to.deep.equal(expected);
    });

    it(`reads a body ${name}, cut anywhere in two`, () => {
      for (let at = 1; at < bytes.length; at++)
        expect(read(cutAt(bytes, at)), `cut at ${at}`).to.deep.equal(expected);
    });

    it(`counts a body ${name} without keeping it`, () => {
      expect(read([bytes], false)).to.deep.equal({ ...expected, body: undefined });
    });
  }

  it("needs no length where the status says that there is no body", () => {
    const bytes = Buffer.from("HTTP/1.1 204 No Content\r\nx-request-id: 1\r\n\r\n");
    expect(read([bytes])).to.deep.equal({ status: 204, length: 0, body: Buffer.alloc(0) });
  });

  it("gives the status of a refusal", () => {
    const bytes = Buffer.from("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 2\r\n\r\n{}");
    expect(read([bytes])?.status).to.equal(503);
  });

  it("refuses bytes after the answer, answers of unknown length and what is not HTTP", () => {
    const after = Buffer.concat([WITH_LENGTH, Buffer.from("H")]);
    expect(() => read([after])).to.throw("bytes after the answer");
    expect(() => read([Buffer.from("HTTP/1.1 200 OK\r\n\r\n")])).to.throw("unknown length");
    expect(() => read([Buffer.from("SSH-2.0\r\n\r\n")])).to.throw("no answer in HTTP");
  });
});
