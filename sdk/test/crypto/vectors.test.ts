import { readFileSync } from "node:fs";
import { base64urlSchema, bytes32Schema, fromBase64url, keyBackupSchema } from "@idos/protocol";
import { expect } from "chai";
import { z } from "zod";
import { openEnvelope } from "../../src/crypto/envelope.ts";
import { keysFromSeed } from "../../src/crypto/key-pair.ts";
import { openPasskeySlot } from "../../src/crypto/key-backup/passkey-slot.ts";
import { openPasswordSlot } from "../../src/crypto/key-backup/password-slot.ts";
import { openRecoverySlot } from "../../src/crypto/key-backup/recovery-slot.ts";
import { openWalletSlot } from "../../src/crypto/key-backup/wallet-slot.ts";
import { expectIdosError } from "../harness/expect-error.ts";

const bytes = base64urlSchema(4096);
const envelopeCase = z.object({ name: z.string(), seed: bytes, envelope: bytes, wrappedKey: bytes });
const envelopeVectors = z.object({
  keys: z.object({ seed: bytes, encryptionKey: bytes32Schema, signingKey: bytes32Schema }),
  opens: z.array(envelopeCase.extend({ header: z.unknown(), plaintext: z.string() })).min(2),
  refused: z.array(envelopeCase).min(9),
});
const backupCase = z.object({ secret: z.string(), backup: keyBackupSchema });
const backupVectors = z.object({
  ...{ userId: bytes32Schema, seed: bytes },
  ...{ password: backupCase, recoveryCode: backupCase, passkey: backupCase, wallet: backupCase },
});

function load<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  return schema.parse(JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8")));
}

/** What was sealed by the first version stays readable by every later one. */
describe("vectors of version 1", () => {
  const { keys, opens, refused } = load("envelope-v1", envelopeVectors);

  it("derive the same keys from the seed", async () => {
    const { encryptionKey, signingKey } = await keysFromSeed(keys.seed);
    expect({ encryptionKey, signingKey }).to.deep.equal({
      encryptionKey: keys.encryptionKey,
      signingKey: keys.signingKey,
    });
  });

  for (const vector of opens)
    it(`open: ${vector.name}`, async () => {
      const { header, plaintext } = await openEnvelope(
        vector.envelope,
        vector.wrappedKey,
        await keysFromSeed(vector.seed),
      );
      expect(header).to.deep.equal(vector.header);
      expect(new TextDecoder().decode(plaintext)).to.equal(vector.plaintext);
    });

  for (const vector of refused)
    it(`are refused: ${vector.name}`, async () => {
      const reader = await keysFromSeed(vector.seed);
      await expectIdosError(
        () => openEnvelope(vector.envelope, vector.wrappedKey, reader),
        "DECRYPTION_FAILED",
      );
    });

  it("open the key backups", async () => {
    const { userId, seed, password, recoveryCode, passkey, wallet } = load("key-backup-v1", backupVectors);
    expect(await openPasswordSlot(userId, password.backup, password.secret)).to.deep.equal(seed);
    expect(await openRecoverySlot(userId, recoveryCode.backup, recoveryCode.secret)).to.deep.equal(seed);
    expect(await openPasskeySlot(userId, passkey.backup, fromBase64url(passkey.secret))).to.deep.equal(seed);
    expect(await openWalletSlot(userId, wallet.backup, wallet.secret)).to.deep.equal(seed);
  });
});
