import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import { popupOf, startVaultWorld, unlockIn, type VaultWorld } from "./harness/vault-world.ts";

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

describe("the vault's frame in a first party's page", () => {
  let world: VaultWorld;
  let context: BrowserContext;
  let page: Page;
  let decrypt: string;

  before(async () => {
    world = await startVaultWorld({ idleSeconds: 3 });
    const { owner, session } = world.alice;
    const record = await owner.records.create({ type: "profile/city", value: "Lisbon" });
    const [held] = (await owner.records.list()).filter(({ id }) => id === record);
    if (held === undefined) throw new Error("the record is not there");
    const { wrappedKey } = await session.node.record(held.id);
    if (wrappedKey === null) throw new Error("the record has no key");
    const envelope = await session.node.recordEnvelope(held.id);
    decrypt = `page.decrypt("${base64(envelope)}", "${base64(wrappedKey)}")`;
  });
  after(() => world.stop());
  beforeEach(async () => {
    context = await world.context();
    page = await context.newPage();
    await page.goto(world.dashboardOrigin);
    await page.evaluate(`page.embed("${world.vaultOrigin}")`);
  });
  afterEach(() => context.close());

  it("decrypts for display once she has unlocked it in the vault's window, and locks by itself", async () => {
    expect(await page.evaluate(decrypt)).to.equal("KEYS_LOCKED");
    const { popup, outcome } = await popupOf(page, `page.unlock("${world.vaultOrigin}")`);
    await unlockIn(popup, world.recoveryCode);
    expect(await outcome).to.deep.equal({ type: "unlocked", account: world.alice.account });
    await page.waitForFunction("page.isUnlocked()");
    expect(JSON.parse(String(await page.evaluate(decrypt)))).to.deep.equal({
      ...{ type: "profile/city", value: "Lisbon" },
    });
    await page.waitForFunction("page.isUnlocked().then((is) => !is)");
    expect(await page.evaluate(decrypt)).to.equal("KEYS_LOCKED");
  });

  it("asks nobody for a password in another page's name", async () => {
    await page.goto(world.dappOrigin);
    const { outcome } = await popupOf(page, `page.unlock("${world.vaultOrigin}")`);
    expect(await outcome).to.equal("VAULT_NOT_ALLOWED");
  });
});
