import { type KeyBackup, toBase64url } from "@idos/protocol";
import { expect } from "chai";
import { Wallet } from "ethers";
import { createSeed } from "../../src/crypto/key-pair.ts";
import { openPasskeySlot, sealPasskeySlot } from "../../src/crypto/key-backup/passkey-slot.ts";
import {
  openPasswordSlot,
  PASSWORD_COST_DEFAULT,
  PASSWORD_COST_MAX,
  PASSWORD_COST_MIN,
  sealPasswordSlot,
} from "../../src/crypto/key-backup/password-slot.ts";
import { createRecoveryCode } from "../../src/crypto/key-backup/recovery-code.ts";
import { openRecoverySlot, sealRecoverySlot } from "../../src/crypto/key-backup/recovery-slot.ts";
import { openSeedSlot, sealSeedSlot } from "../../src/crypto/key-backup/seed-slot.ts";
import { openWalletSlot, sealWalletSlot } from "../../src/crypto/key-backup/wallet-slot.ts";
import { openBackups } from "../../src/keys/open-backups.ts";
import { parseAddress } from "@idos/protocol";
import { idOf } from "../harness/actor.ts";
import { expectIdosError } from "../harness/expect-error.ts";
import { placeFor } from "../harness/slots.ts";

const USER = idOf(1);
const PASSWORD = "correct horse battery";
const PRF = new Uint8Array(32).fill(7);
const SIGNATURE = `0x${"5a".repeat(65)}`;

describe("key backups", () => {
  const wallet = Wallet.createRandom();
  const parts = { signer: wallet, account: parseAddress(wallet.address) };
  let seed: Uint8Array;
  let code: string;
  let password: KeyBackup;
  /** One of each kind that is cheap to open, with how. */
  let kinds: readonly {
    backup: KeyBackup;
    open: (backup: KeyBackup, userId?: typeof USER) => Promise<Uint8Array>;
  }[];

  const sealPassword = async (text: string, cost = PASSWORD_COST_MIN) =>
    sealPasswordSlot(await placeFor(seed, "password"), text, seed, cost);
  const sealRecovery = async (slot: string, by: string) =>
    sealRecoverySlot(await placeFor(seed, slot), by, seed);

  before(async () => {
    seed = await createSeed();
    code = await createRecoveryCode();
    password = await sealPassword(PASSWORD);
    const prompt = { credentialId: Uint8Array.of(1, 2, 3), salt: new Uint8Array(32).fill(9) };
    const asked = { application: "Dashboard", account: parts.account, salt: idOf(3) };
    const under = new Uint8Array(32).fill(4);
    kinds = [
      {
        backup: await sealRecovery("code", code),
        open: (backup, userId = USER) => openRecoverySlot(userId, backup, code),
      },
      {
        backup: await sealPasskeySlot(await placeFor(seed, "passkey"), prompt, PRF, seed),
        open: (backup, userId = USER) => openPasskeySlot(userId, backup, PRF),
      },
      {
        backup: await sealWalletSlot(await placeFor(seed, "wallet"), asked, SIGNATURE, seed),
        open: (backup, userId = USER) => openWalletSlot(userId, backup, SIGNATURE),
      },
      {
        backup: await sealSeedSlot(await placeFor(seed, "next-seed"), "next-seed", under, seed),
        open: (backup, userId = USER) => openSeedSlot(userId, backup, under),
      },
    ];
  });

  it("give the seed back to what they were made with, of each kind", async () => {
    expect(await openPasswordSlot(USER, password, PASSWORD)).to.deep.equal(seed);
    for (const { backup, open } of kinds) expect(await open(backup)).to.deep.equal(seed);
  });

  it("take a password however the keyboard composes its letters", async () => {
    const backup = await sealPassword("zwölf Boxkämpfer".normalize("NFC"));
    const opened = await openPasswordSlot(USER, backup, "zwölf Boxkämpfer".normalize("NFD"));
    expect(opened).to.deep.equal(seed);
  });

  it("give nothing to a wrong password, code, passkey, signature or seed", async () => {
    const [recovery, passkey, signed, under] = kinds.map(({ backup }) => backup);
    if (!recovery || !passkey || !signed || !under) throw new Error("a kind is missing");
    const other = new Uint8Array(32).fill(8);
    const otherCode = await createRecoveryCode();
    for (const open of [
      () => openPasswordSlot(USER, password, `${PASSWORD}!`),
      () => openRecoverySlot(USER, recovery, otherCode),
      () => openPasskeySlot(USER, passkey, other),
      () => openPasskeySlot(USER, passkey, PRF.subarray(1)),
      () => openWalletSlot(USER, signed, SIGNATURE.replace("5a", "5b")),
      () => openSeedSlot(USER, under, other),
    ])
      await expectIdosError(open, "DECRYPTION_FAILED");
  });

  it("open no more with any one byte of theirs flipped", async () => {
    for (const { backup, open } of kinds)
      for (let position = 0; position < backup.ciphertext.length; position += 1) {
        const ciphertext = backup.ciphertext.slice();
        ciphertext[position] = (ciphertext[position] ?? 0) ^ 1;
        await expectIdosError(() => open({ ...backup, ciphertext }), "DECRYPTION_FAILED");
      }
    for (const { backup, open } of kinds)
      for (const length of [0, 23, 24, 40, backup.ciphertext.length - 1]) {
        const ciphertext = backup.ciphertext.subarray(0, length);
        await expectIdosError(() => open({ ...backup, ciphertext }), "DECRYPTION_FAILED");
      }
  });

  it("cannot be moved to another user, slot, kind, key, time or parameter", async () => {
    for (const { backup, open } of kinds) {
      const { parameters } = backup;
      const kind = backup.kind === "passkey" ? "wallet" : "passkey";
      await expectIdosError(() => open(backup, idOf(2)), "DECRYPTION_FAILED");
      for (const moved of [
        { ...backup, slot: "other" },
        { ...backup, kind } as const,
        { ...backup, parameters: { ...parameters, encryptionKey: idOf(4) } },
        { ...backup, parameters: { ...parameters, changedAt: 1 } },
        { ...backup, parameters: { ...parameters, note: "x" } },
      ])
        await expectIdosError(() => open(moved), "DECRYPTION_FAILED");
    }
    const dearer = { ...password, parameters: { ...password.parameters, opsLimit: 4 } };
    await expectIdosError(() => openPasswordSlot(USER, dearer, PASSWORD), "DECRYPTION_FAILED");
  });

  it("are as good as changed when their salt is none", async () => {
    for (const salt of ["!".repeat(22), "A".repeat(21), "A".repeat(20), "", `${"A".repeat(21)}B`]) {
      const parameters = { ...password.parameters, salt };
      const open = () => openPasswordSlot(USER, { ...password, parameters }, PASSWORD);
      await expectIdosError(open, "DECRYPTION_FAILED");
    }
  });

  it("open though a database gives the parameters back in another order", async () => {
    const parameters = Object.fromEntries(Object.entries(password.parameters).reverse());
    expect(await openPasswordSlot(USER, { ...password, parameters }, PASSWORD)).to.deep.equal(seed);
  });

  it("refuse a derivation below the floor or above the ceiling before deriving, when made and when opened", async () => {
    const { opsLimit, memLimitBytes } = PASSWORD_COST_MIN;
    const unsafe = [
      { opsLimit: opsLimit - 1, memLimitBytes },
      { opsLimit, memLimitBytes: memLimitBytes - 1 },
      { opsLimit: PASSWORD_COST_MAX.opsLimit + 1, memLimitBytes },
      { opsLimit, memLimitBytes: PASSWORD_COST_MAX.memLimitBytes + 1 },
      { opsLimit: Number.MAX_SAFE_INTEGER, memLimitBytes: Number.MAX_SAFE_INTEGER },
    ];
    for (const cost of unsafe) {
      await expectIdosError(() => sealPassword(PASSWORD, cost), "KEY_DERIVATION_OUT_OF_BOUNDS");
      const parameters = { ...password.parameters, ...cost };
      const open = () => openPasswordSlot(USER, { ...password, parameters }, PASSWORD);
      await expectIdosError(open, "KEY_DERIVATION_OUT_OF_BOUNDS");
    }
  });

  it("cost 128 MiB and three passes unless said otherwise", () => {
    expect(PASSWORD_COST_DEFAULT).to.deep.equal({ opsLimit: 3, memLimitBytes: 128 * 1024 * 1024 });
  });

  it("are not made of a seed that was wiped meanwhile", async () => {
    const wiped = seed.slice();
    const place = await placeFor(wiped, "code");
    wiped.fill(0);
    await expectIdosError(() => sealRecoverySlot(place, code, wiped), "KEYS_LOCKED");
  });

  it("are tried one after another until one opens", async () => {
    const other = await sealRecovery("old", await createRecoveryCode());
    const recovery = await sealRecovery("new", code);
    const secret = { recoveryCode: code };
    expect(await openBackups(parts, USER, [other, recovery], secret)).to.deep.equal(seed);
    await expectIdosError(() => openBackups(parts, USER, [], secret), "KEY_BACKUP_NOT_FOUND");
    await expectIdosError(() => openBackups(parts, USER, [other], secret), "DECRYPTION_FAILED");
  });

  it("say nothing of the seed in the clear", () => {
    const shown = JSON.stringify(kinds.map(({ backup }) => backup.parameters));
    expect(shown).to.not.include(toBase64url(seed));
    expect(shown).to.not.include(SIGNATURE.slice(2));
  });
});
