import { expect } from "chai";
import { createPassphrase } from "../../src/crypto/key-backup/passphrase.ts";
import { requireStrongPassword } from "../../src/crypto/key-backup/password-strength.ts";
import { expectIdosError } from "../harness/expect-error.ts";

describe("password strength", () => {
  it("takes twelve characters, counted as a person counts them", async () => {
    await expectIdosError(() => requireStrongPassword("🦊".repeat(11), []), "PASSWORD_TOO_SHORT");
    await expectIdosError(() => requireStrongPassword("kT9#qLw2!xZ", []), "PASSWORD_TOO_SHORT");
    await requireStrongPassword("kT9#qLw2!xZv", []);
  });

  it("refuses what is long and guessed early", async () => {
    for (const weak of [
      "passwordpassword",
      "123456789012",
      "qwertyuiopas",
      "aaaaaaaaaaaaaaaa",
      "Password1234!",
    ]) {
      const error = await expectIdosError(() => requireStrongPassword(weak, []), "PASSWORD_TOO_WEAK");
      expect(JSON.stringify(error.values)).to.not.include(weak);
    }
  });

  it("counts as known what an attacker knows of the user", async () => {
    const account = "0x52908400098527886e0f7030069857d2e4169ee7";
    await requireStrongPassword(account, []);
    await expectIdosError(() => requireStrongPassword(account, [account]), "PASSWORD_TOO_WEAK");
  });

  it("passes each generated phrase, of six words that are never the same twice", async () => {
    const phrases = new Set<string>();
    for (let round = 0; round < 50; round += 1) {
      const phrase = await createPassphrase();
      expect(phrase).to.match(/^(?:[a-z]+-){5}[a-z]+$/);
      await requireStrongPassword(phrase, []);
      phrases.add(phrase);
    }
    expect(phrases.size).to.equal(50);
  });
});
