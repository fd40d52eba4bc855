import { LIMITS, ProblemError } from "@idos/protocol";
import { expect } from "chai";
import { parseJson } from "../../src/http/parse-json.ts";

const parseText = (text: string): unknown => parseJson(new TextEncoder().encode(text));

function refusalOf(bytes: Uint8Array | string): string {
  try {
    parseJson(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes);
    return "accepted";
  } catch (error) {
    if (error instanceof ProblemError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe("parseJson", () => {
  it("reads JSON, brackets and quotes within strings included", () => {
    const value = { a: ['[{"', "}\\", { a: 1 }], 'b"': { "c:": null }, "": [] };
    expect(parseText(` ${JSON.stringify(value, null, 2)} `)).to.deep.equal(value);
  });

  it("allows the same name in sibling and nested objects", () => {
    expect(parseText('{"a":{"a":1},"b":[{"a":1},{"a":2}]}')).to.be.an("object");
  });

  const deep = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
  it("takes the documented depth and not one more", () => {
    expect(refusalOf(deep(LIMITS.jsonDepthMax))).to.equal("accepted");
    expect(refusalOf(deep(LIMITS.jsonDepthMax + 1))).to.match(/nests deeper/);
  });

  const refused: readonly (readonly [string, Uint8Array | string, RegExp])[] = [
    ["nothing", "", /not JSON/],
    ["a truncated object", '{"a":1', /not JSON/],
    ["an unterminated string", '{"a', /not JSON/],
    ["text after the value", "{} {}", /not JSON/],
    ["100,000 brackets", deep(100_000), /nests deeper/],
    ["escaped quotes without end", `"${'\\"'.repeat(100_000)}`, /not JSON/],
    ["a name twice", '{"a":1,"a":2}', /twice/],
    ["a name twice, once escaped", '{"a":1,"\\u0061" : 2}', /twice/],
    ["a name twice, far from its colon", `{"a":1,"a"${" ".repeat(100)}:2}`, /twice/],
    ["a name twice in an inner object", '[{"x":{"a":[],"a":0}}]', /twice/],
    ["the prototype's name", '{"__proto__":{}}', /name that no object/],
    ["bytes that are not UTF-8", Uint8Array.of(0x22, 0xff, 0x22), /not UTF-8/],
    ["an overlong encoding", Uint8Array.of(0x22, 0xc0, 0xaf, 0x22), /not UTF-8/],
    ["a byte order mark", Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d), /not JSON/],
  ];
  for (const [what, bytes, reason] of refused)
    it(`refuses ${what}`, () =>
      expect(refusalOf(bytes))
        .to.match(/^MALFORMED_REQUEST/)
        .and.match(reason));
});
