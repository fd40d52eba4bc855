import { expect } from "chai";
import fc from "fast-check";
import {
  createRecoveryCode,
  formatRecoveryCode,
  parseRecoveryCode,
} from "../../src/crypto/key-backup/recovery-code.ts";
import { loadSodium, type Sodium } from "../../src/crypto/sodium.ts";
import { expectIdosError } from "../harness/expect-error.ts";

describe("recovery code", () => {
  let sodium: Sodium;

  before(async () => {
    sodium = await loadSodium();
  });

  it("is nine groups of four characters that no one mistakes for others", async () => {
    expect(await createRecoveryCode()).to.match(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it("gives back its 160 bits, leading zeros included", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (secret) => {
        expect(parseRecoveryCode(sodium, formatRecoveryCode(sodium, secret))).to.deep.equal(secret);
      }),
    );
    const zeros = new Uint8Array(20);
    expect(parseRecoveryCode(sodium, formatRecoveryCode(sodium, zeros))).to.deep.equal(zeros);
  });

  it("is taken in any case, with or without separators, and with O, I and L for 0 and 1", () => {
    const secret = new Uint8Array(20).fill(0x08);
    const code = formatRecoveryCode(sodium, secret);
    const typed = code
      .toLowerCase()
      .replaceAll("-", " ")
      .replaceAll("0", "o")
      .replace("1", "i")
      .replaceAll("1", "l");
    expect(typed).not.to.equal(code);
    expect(parseRecoveryCode(sodium, typed)).to.deep.equal(secret);
  });

  it("is refused when any one character is another, or two neighbours are swapped", async () => {
    const code = formatRecoveryCode(
      sodium,
      Uint8Array.from({ length: 20 }, (_, index) => index * 7),
    );
    for (let position = 0; position < code.length; position += 1) {
      const character = code.charAt(position);
      if (character === "-") continue;
      const other = character === "7" ? "8" : "7";
      const mistyped = code.slice(0, position) + other + code.slice(position + 1);
      await expectIdosError(() => parseRecoveryCode(sodium, mistyped), "RECOVERY_CODE_MALFORMED");
    }
    const swapped = code.slice(0, 5) + code.charAt(6) + code.charAt(5) + code.slice(7);
    expect(swapped).not.to.equal(code);
    await expectIdosError(() => parseRecoveryCode(sodium, swapped), "RECOVERY_CODE_MALFORMED");
  });

  it("is refused when it is shorter, longer or of other letters", async () => {
    const code = formatRecoveryCode(sodium, new Uint8Array(20));
    for (const typed of ["", code.slice(0, -1), `${code}0`, code.replace("0", "U")])
      await expectIdosError(() => parseRecoveryCode(sodium, typed), "RECOVERY_CODE_MALFORMED");
  });
});
