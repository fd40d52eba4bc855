import { expect } from "chai";
import { type KeysWorld, type OpenPage, startKeysWorld } from "./keys-world.ts";
import { addAuthenticator } from "./virtual-authenticator.ts";

describe("a passkey as a backup of keys, in Chromium", () => {
  let world: KeysWorld;
  let opened: OpenPage;
  before(async () => {
    world = await startKeysWorld();
  });
  after(() => world.stop());
  beforeEach(async () => {
    opened = await world.open();
    await opened.visit();
    await opened.page.evaluate(`page.unlockWithCode("${world.recoveryCode}")`);
  });
  afterEach(() => opened.context.close());

  it("without the PRF is refused, and nothing is kept", async () => {
    await addAuthenticator(opened.page, { hasPrf: false });
    const outcome: unknown = await opened.page.evaluate("page.backUpWithPasskey()");
    expect(outcome).to.equal("PASSKEY_UNSUITABLE prf-not-enabled");
    expect(await opened.page.evaluate("page.kinds()")).to.deep.equal(["recovery-code", "recovery-code"]);
  });

  it("unlocks at the next visit, and not without the person", async () => {
    const { page, faults } = opened;
    const authenticator = await addAuthenticator(page, { hasPrf: true });
    expect(await page.evaluate("page.backUpWithPasskey()")).to.equal(undefined);
    expect(await page.evaluate("page.kinds()")).to.include("passkey");
    await opened.visit();
    expect(await page.evaluate("page.unlockWithPasskey()")).to.equal(undefined);
    expect(await page.evaluate("page.encryptionKey()")).to.equal(world.encryptionKey);
    expect(await page.evaluate("page.backUpWithPasskey()")).to.equal("PASSKEY_UNSUITABLE backup-exists");
    await opened.visit();
    await authenticator.verifyPerson(false);
    expect(await page.evaluate("page.unlockWithPasskey()")).to.equal("PASSKEY_REJECTED");
    expect(await page.evaluate("page.isUnlocked()")).to.equal(false);
    expect(faults).to.deep.equal([]);
  });
});
