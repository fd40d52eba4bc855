import { base64urlSchema, bytes32Schema, fromBase64url, keyBackupSchema } from "@idos/protocol";
import { expect } from "chai";
import { z } from "zod";
import { openPasskeySlot } from "../../src/crypto/key-backup/passkey-slot.ts";
import { openPasswordSlot } from "../../src/crypto/key-backup/password-slot.ts";
import { openRecoverySlot } from "../../src/crypto/key-backup/recovery-slot.ts";
import { openWalletSlot } from "../../src/crypto/key-backup/wallet-slot.ts";
import { loadVectors } from "../vectors/load-vectors.ts";

const backupCase = z.object({ secret: z.string(), backup: keyBackupSchema });
const backupVectors = z.object({
  ...{ userId: bytes32Schema, seed: base64urlSchema(4096) },
  ...{ password: backupCase, recoveryCode: backupCase, passkey: backupCase, wallet: backupCase },
});

describe("vectors of key backups of version 1", () => {
  it("open", async () => {
    const { userId, seed, password, recoveryCode, passkey, wallet } = loadVectors(
      "key-backup-v1",
      backupVectors,
    );
    expect(await openPasswordSlot(userId, password.backup, password.secret)).to.deep.equal(seed);
    expect(await openRecoverySlot(userId, recoveryCode.backup, recoveryCode.secret)).to.deep.equal(seed);
    expect(await openPasskeySlot(userId, passkey.backup, fromBase64url(passkey.secret))).to.deep.equal(seed);
    expect(await openWalletSlot(userId, wallet.backup, wallet.secret)).to.deep.equal(seed);
  });
});
