import { expect } from "chai";
import fc from "fast-check";
import { z } from "zod";
import { decodeContent, encodeContent } from "../../src/records/content.ts";
import type { JsonValue } from "../../src/records/json-value.ts";
import { expectIdosError } from "../harness/expect-error.ts";

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

describe("record content", () => {
  it("gives an attribute back as it was, whatever JSON its value is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (anything) => {
        // JSON itself knows no negative zero.
        const value = z.json().parse(JSON.parse(JSON.stringify(anything)));
        const content = { kind: "attribute", type: "profile/name", value } as const;
        const { contentType, bytes } = encodeContent(content);
        expect(decodeContent("attribute", contentType, bytes)).to.deep.equal(content);
      }),
    );
  });

  it("is refused before it is stored where it could not be read back, and the error quotes nothing of it", async () => {
    const attributeOf = (text: string) => z.custom<JsonValue>(() => true).parse(JSON.parse(text));
    const cyclic: Record<string, JsonValue> = {};
    cyclic["self"] = cyclic;
    const deep = attributeOf(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
    const values = [
      undefined,
      NaN,
      Infinity,
      1n,
      () => 1,
      new Date(0),
      [undefined],
      { a: undefined },
      cyclic,
      deep,
    ];
    const encode = (type: string, value: unknown) =>
      encodeContent({ kind: "attribute", type, value: z.custom<JsonValue>(() => true).parse(value) });
    for (const value of values) await expectIdosError(() => encode("note", value), "ARGUMENT_INVALID");
    for (const type of ["", "x".repeat(256)])
      await expectIdosError(() => encode(type, 1), "ARGUMENT_INVALID");
    const error = await expectIdosError(
      () => encode("note", { passport: "C01X00T47", when: 1n }),
      "ARGUMENT_INVALID",
    );
    expect(JSON.stringify([error.message, error.values, String(error.cause)])).not.to.contain("C01X00T47");
  });

  it("is refused where it is not of its kind's form, and the error quotes nothing of it", async () => {
    const secret = "passport C01X00T47";
    const malformed = [
      ["attribute", "application/json", text(secret)],
      ["attribute", "application/json", text(`{"type":"a","value":1,"more":"${secret}"}`)],
      ["attribute", "text/plain", text('{"type":"a","value":1}')],
      ["attribute", "application/json", Uint8Array.of(0xff)],
      ["credential", "application/dc+sd-jwt", text(secret)],
    ] as const;
    for (const [kind, contentType, bytes] of malformed) {
      const error = await expectIdosError(() => decodeContent(kind, contentType, bytes), "CONTENT_MALFORMED");
      expect(JSON.stringify([error.message, error.values, String(error.cause)])).not.to.contain(secret);
    }
  });
});
