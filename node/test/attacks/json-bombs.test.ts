import { LIMITS } from "@idos/protocol";
import { expect } from "chai";
import { randomKey } from "../harness/story.ts";
import { type AttackedNode, filled, jsonBytes, startAttackedNode } from "./attacked-node.ts";

const backup = { kind: "password", parameters: {}, ciphertext: randomKey() };
const text = JSON.stringify(backup);
const withParameters = (parameters: string): string =>
  text.replace('"parameters":{}', `"parameters":${parameters}`);
const digits = "9".repeat(100_000);

const BOMBS: readonly (readonly [what: string, body: string | Uint8Array, outcome?: string])[] = [
  ["brackets as many as fit", filled("", "[", "")],
  ["brackets that end", "[".repeat(100_000) + "]".repeat(100_000)],
  ["objects in objects", filled("", '{"a":', "")],
  ["one level too many", withParameters("[".repeat(LIMITS.jsonDepthMax) + "]".repeat(LIMITS.jsonDepthMax))],
  ["a number of a hundred thousand digits", withParameters(`{"a":${digits}}`)],
  ["an exponent beyond all numbers", withParameters('{"a":1e999999}')],
  ["a fraction of a hundred thousand digits", withParameters(`{"a":0.${digits}x}`)],
  ["names as many as fit", filled('{"a":1', ',"a":1', "}")],
  ["different names as many as fit", `{${Array.from({ length: 20_000 }, (_, n) => `"n${n}":1`).join()}}`],
  ["a string as long as fits", filled('{"kind":"', "a", '"}')],
  ["escapes as many as fit", filled('{"kind":"', "\\u0061", '"}')],
  ["quotes that never end", filled("", '\\"', "")],
  ["a name twice, once escaped", withParameters('{"a":1,"\\u0061":2}')],
  ["half of a character", withParameters('{"a":"\\ud800"}'), "204"],
  ["bytes that are no UTF-8", Uint8Array.of(0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x7d)],
  ["an encoded half of a character", Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)],
  ["a byte order mark", `\ufeff${text}`],
  ["a NUL", `${text}\0`],
  ["a second value", `${text}${text}`],
  ["a comment", `/**/${text}`],
  ["NaN", withParameters('{"a":NaN}')],
];

describe("attack: JSON bombs", () => {
  let attacked: AttackedNode;
  before(async () => {
    attacked = await startAttackedNode();
  });
  after(() => attacked.node.stop());

  for (const [what, body, outcome = "400 MALFORMED_REQUEST"] of BOMBS)
    it(`${what}: ${outcome}`, async () => {
      const send = () => attacked.alice.request(jsonBytes(body));
      const answer = outcome === "204" ? await send() : await attacked.unchanged(send);
      expect(answer.outcome).to.equal(outcome);
    });

  it("a hundred at a time leave others served and no more memory than their own size taken", async () => {
    const bomb = jsonBytes(filled("", "[", ""));
    const before = process.memoryUsage.rss();
    const bombs = Array.from({ length: 100 }, () => attacked.alice.request(bomb));
    const good = attacked.alice.request(jsonBytes(text));
    expect((await good).outcome).to.equal("204");
    for (const answer of await Promise.all(bombs)) expect(answer.outcome).to.equal("400 MALFORMED_REQUEST");
    // A hundred bodies in this process, as they are sent and as they are read, parsed and refused.
    expect(process.memoryUsage.rss() - before).to.be.below(100 * 8 * LIMITS.jsonBodyBytesMax);
  });
});
