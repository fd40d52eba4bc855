import { LIMITS, PATHS, ZERO_BYTES32 } from "@idos/protocol";
import { expect } from "chai";
import { exchangeRaw } from "../harness/raw-exchange.ts";
import { type AttackedNode, startAttackedNode } from "./attacked-node.ts";

const SMUGGLED = `GET ${PATHS.info} HTTP/1.1\r\nhost: a\r\n\r\n`;
const post = (headers: string, body = ""): string =>
  `POST ${PATHS.challenges} HTTP/1.1\r\nhost: a\r\n${headers}\r\n\r\n${body}`;

/** Of each, two readers could see the request's end in two places. */
const SHAPES: readonly (readonly [what: string, bytes: string, outcome?: string])[] = [
  ["a length and chunks", post("content-length: 4\r\ntransfer-encoding: chunked", `0\r\n\r\n${SMUGGLED}`)],
  ["chunks and a length", post("transfer-encoding: chunked\r\ncontent-length: 4", `0\r\n\r\n${SMUGGLED}`)],
  ["two lengths", post(`content-length: 0\r\ncontent-length: ${SMUGGLED.length}`, SMUGGLED)],
  ["a list of lengths", post(`content-length: 0, ${SMUGGLED.length}`, SMUGGLED)],
  ["a length with a sign", post(`content-length: +${SMUGGLED.length}`, SMUGGLED)],
  ["a length below zero", post("content-length: -1", SMUGGLED)],
  ["a hexadecimal length", post("content-length: 0x10", SMUGGLED)],
  ["an encoding that is not known", post("transfer-encoding: xchunked", SMUGGLED)],
  ["chunks that are not last", post("transfer-encoding: chunked, gzip", SMUGGLED)],
  ["a space before the colon", post("transfer-encoding : chunked", `0\r\n\r\n${SMUGGLED}`)],
  ["a folded header", post("a: b\r\n transfer-encoding: chunked", SMUGGLED)],
  ["a line end of half", `POST ${PATHS.challenges} HTTP/1.1\nhost: a\ncontent-length: 0\n\n${SMUGGLED}`],
  ["a NUL in a header", post("a: b\0c")],
  ["a chunk's length that is none", post("transfer-encoding: chunked", `zz\r\n${SMUGGLED}`)],
  ["a chunk longer than it says", post("transfer-encoding: chunked", `1\r\nab\r\n0\r\n\r\n${SMUGGLED}`)],
  ["no host", `GET ${PATHS.info} HTTP/1.1\r\nconnection: close\r\n\r\n`],
  ["another protocol", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000"],
  ["HTTP of another version", `GET ${PATHS.info} HTTP/3.7\r\nhost: a\r\n\r\n`],
  [
    "headers beyond their limit",
    `GET ${PATHS.info} HTTP/1.1\r\nhost: a\r\na: ${"b".repeat(LIMITS.headerBytesMax)}\r\n\r\n`,
    "431 HEADERS_TOO_LARGE",
  ],
  [
    "headers beyond their limit, in many",
    `GET ${PATHS.info} HTTP/1.1\r\nhost: a\r\n${"a: b\r\n".repeat(LIMITS.headerBytesMax / 2)}\r\n`,
    "431 HEADERS_TOO_LARGE",
  ],
  ...["authorization", "content-type", "host", "origin", "x-request-id"].map(
    (name) => [`${name} twice`, post(`${name}: a\r\n${name}: b\r\nconnection: close`)] as const,
  ),
];

describe("attack: request smuggling", () => {
  let attacked: AttackedNode;
  before(async () => {
    attacked = await startAttackedNode();
  });
  after(() => attacked.node.stop());

  for (const [what, bytes, outcome = "400 MALFORMED_REQUEST"] of SHAPES)
    it(`${what}: ${outcome}, and nothing behind it is answered`, async () => {
      const answer = await exchangeRaw(attacked.node.origin, bytes);
      expect(answer.text).not.to.include(attacked.node.deployed.contract);
      expect(`${answer.statuses.join()} ${answer.code ?? ""}`).to.equal(outcome);
      expect(answer.text).to.match(/^connection: close\r$/im);
    });

  it("what two requests in one write get are two answers, in their order", async () => {
    const first = `POST ${PATHS.challenges} HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n`;
    const second = `GET ${PATHS.info} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`;
    const answer = await exchangeRaw(attacked.node.origin, first + second);
    expect(answer.statuses).to.deep.equal([201, 200]);
  });

  it("a body's bytes are never a request, whatever refuses it", async () => {
    const path = PATHS.record(ZERO_BYTES32);
    const head = `PUT ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n`;
    const answer = await exchangeRaw(
      attacked.node.origin,
      `${head}connection: close\r\ncontent-length: ${SMUGGLED.length}\r\n\r\n${SMUGGLED}`,
    );
    expect(answer.statuses).to.deep.equal([401]);
  });
});
