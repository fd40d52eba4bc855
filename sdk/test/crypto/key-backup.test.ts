import type { KeyBackup } from "@idos/protocol";
import { expect } from "chai";
import { createSeed } from "../../src/crypto/key-pair.ts";
import {
  openPasswordSlot,
  PASSWORD_COST_DEFAULT,
  PASSWORD_COST_MAX,
  PASSWORD_COST_MIN,
  sealPasswordSlot,
} from "../../src/crypto/key-backup/password-slot.ts";
import { createRecoveryCode } from "../../src/crypto/key-backup/recovery-code.ts";
import { openRecoverySlot, sealRecoverySlot } from "../../src/crypto/key-backup/recovery-slot.ts";
import { openBackups } from "../../src/keys/open-backups.ts";
import { expectIdosError } from "../harness/expect-error.ts";
import { idOf } from "../harness/actor.ts";

const USER = idOf(1);
const PASSWORD = "correct horse battery";

describe("key backups", () => {
  let seed: Uint8Array;
  let password: KeyBackup;
  let recovery: KeyBackup;
  let code: string;

  before(async () => {
    seed = await createSeed();
    code = await createRecoveryCode();
    password = await sealPasswordSlot({ userId: USER, slot: "password" }, PASSWORD, seed, PASSWORD_COST_MIN);
    recovery = await sealRecoverySlot({ userId: USER, slot: "recovery-code" }, code, seed);
  });

  it("give the seed back to the password and to the recovery code", async () => {
    expect(await openPasswordSlot(USER, password, PASSWORD)).to.deep.equal(seed);
    expect(await openRecoverySlot(USER, recovery, code)).to.deep.equal(seed);
  });

  it("take a password however the keyboard composes its letters", async () => {
    const place = { userId: USER, slot: "password" };
    const backup = await sealPasswordSlot(
      place,
      "zwölf Boxkämpfer".normalize("NFC"),
      seed,
      PASSWORD_COST_MIN,
    );
    const opened = await openPasswordSlot(USER, backup, "zwölf Boxkämpfer".normalize("NFD"));
    expect(opened).to.deep.equal(seed);
  });

  it("give nothing to a wrong password or another code", async () => {
    await expectIdosError(() => openPasswordSlot(USER, password, `${PASSWORD}!`), "DECRYPTION_FAILED");
    const otherCode = await createRecoveryCode();
    await expectIdosError(() => openRecoverySlot(USER, recovery, otherCode), "DECRYPTION_FAILED");
  });

  it("cannot be moved to another user, slot, kind or cost", async () => {
    const dearer = { ...password.parameters, opsLimit: 4 };
    const moved: readonly (() => Promise<Uint8Array>)[] = [
      () => openRecoverySlot(idOf(2), recovery, code),
      () => openRecoverySlot(USER, { ...recovery, slot: "other" }, code),
      () => openRecoverySlot(USER, { ...recovery, kind: "passkey" }, code),
      () => openRecoverySlot(USER, { ...recovery, parameters: { kdf: "blake2b", note: "x" } }, code),
      () => openPasswordSlot(USER, { ...password, parameters: dearer }, PASSWORD),
    ];
    for (const open of moved) await expectIdosError(open, "DECRYPTION_FAILED");
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

  it("refuse a derivation below the floor or above the ceiling, when made and when opened", async () => {
    const { opsLimit, memLimitBytes } = PASSWORD_COST_MIN;
    const unsafe = [
      { opsLimit: opsLimit - 1, memLimitBytes },
      { opsLimit, memLimitBytes: memLimitBytes - 1 },
      { opsLimit: PASSWORD_COST_MAX.opsLimit + 1, memLimitBytes },
      { opsLimit, memLimitBytes: PASSWORD_COST_MAX.memLimitBytes + 1 },
    ];
    for (const cost of unsafe) {
      const place = { userId: USER, slot: "password" };
      const make = () => sealPasswordSlot(place, PASSWORD, seed, cost);
      await expectIdosError(make, "KEY_DERIVATION_OUT_OF_BOUNDS");
      const parameters = { ...password.parameters, ...cost };
      const open = () => openPasswordSlot(USER, { ...password, parameters }, PASSWORD);
      await expectIdosError(open, "KEY_DERIVATION_OUT_OF_BOUNDS");
    }
  });

  it("cost 128 MiB and three passes unless said otherwise", () => {
    expect(PASSWORD_COST_DEFAULT).to.deep.equal({ opsLimit: 3, memLimitBytes: 128 * 1024 * 1024 });
  });

  it("need a password of twelve characters, counted as a person counts them", async () => {
    const place = { userId: USER, slot: "password" };
    const eleven = () => sealPasswordSlot(place, "🦊".repeat(11), seed, PASSWORD_COST_MIN);
    await expectIdosError(eleven, "PASSWORD_TOO_SHORT");
    await sealPasswordSlot(place, "🦊".repeat(12), seed, PASSWORD_COST_MIN);
  });

  it("are searched for the kind of secret that was typed", async () => {
    const other = await sealRecoverySlot({ userId: USER, slot: "old" }, await createRecoveryCode(), seed);
    expect(await openBackups(USER, [password, other, recovery], { recoveryCode: code })).to.deep.equal(seed);
    const without = () => openBackups(USER, [password], { recoveryCode: code });
    await expectIdosError(without, "KEY_BACKUP_NOT_FOUND");
    await expectIdosError(() => openBackups(USER, [other], { recoveryCode: code }), "DECRYPTION_FAILED");
  });
});
