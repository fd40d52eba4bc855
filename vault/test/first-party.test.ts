import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import { answersTo, call, enclose, HELLO } from "./harness/ask-as-hostile.ts";
import { popupOf, startVaultWorld, unlockIn, type VaultWorld } from "./harness/vault-world.ts";

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

describe("the vault's frame in a first party's page", () => {
  let world: VaultWorld;
  let context: BrowserContext;
  let page: Page;
  let decrypt: string;

  before(async () => {
    world = await startVaultWorld(3);
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
    const { popup, outcome } = await popupOf(page, "page.unlock()");
    await unlockIn(popup, world.recoveryCode);
    await outcome;
    const shown: unknown = JSON.parse(String(await page.evaluate(decrypt)));
    expect(shown).to.deep.equal({ type: "profile/city", value: "Lisbon" });
    await page.evaluate("page.untilLocked()");
    expect(await page.evaluate(decrypt)).to.equal("KEYS_LOCKED");
  });

  it("hands the keys to no other frame of that page, and takes none from the page", async () => {
    await page.evaluate(`page.handOver("${world.vaultOrigin}")`);
    expect(await page.evaluate("page.isUnlocked()")).to.equal(false);
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement("iframe"), { src: "${world.hostileOrigin}" }))`,
    );
    const hostile = await page.waitForSelector(`iframe[src="${world.hostileOrigin}"]`);
    const inner = await hostile.contentFrame();
    await inner?.waitForFunction("hostile !== undefined");
    const { popup, outcome } = await popupOf(page, "page.unlock()");
    await unlockIn(popup, world.recoveryCode);
    await outcome;
    expect(await page.evaluate("page.isUnlocked()")).to.equal(true);
    expect(await inner?.evaluate("hostile.received()")).to.deep.equal([]);
    await page.evaluate("page.lock()");
    expect(await page.evaluate(decrypt)).to.equal("KEYS_LOCKED");
  });

  it("writes to no storage of the browser", async () => {
    const writes: string[] = [];
    await context.exposeFunction("tellWrite", (write: string) => writes.push(write));
    await context.addInitScript(`
      for (const [owner, method] of [[Storage, "setItem"], [IDBFactory, "open"], [CacheStorage, "open"]]) {
        const original = owner.prototype[method];
        owner.prototype[method] = function (...args) {
          tellWrite(location.host + " " + method);
          return original.apply(this, args);
        };
      }
    `);
    await page.goto(world.dashboardOrigin);
    await page.evaluate(`localStorage.setItem("seen", "1"); page.embed("${world.vaultOrigin}")`);
    const { popup, outcome } = await popupOf(page, "page.unlock()");
    await unlockIn(popup, world.recoveryCode);
    await outcome;
    await page.evaluate("page.lock()");
    expect(writes).to.deep.equal([`${new URL(world.dashboardOrigin).host} setItem`]);
  });

  it("is not unlocked for a page that is no first party, which nobody is asked a password for", async () => {
    await page.goto(world.hostileOrigin);
    const { popup } = await popupOf(page, call("open", `${world.vaultOrigin}/popup`));
    await page.waitForFunction("hostile.readies() === 1");
    await page.evaluate(call("bring", HELLO));
    const answers = await answersTo(page, [enclose({ type: "unlock" })]);
    expect(answers).to.have.nested.property("[0].answer.code", "VAULT_NOT_ALLOWED");
    await popup.getByText("may not ask for this").waitFor();
    expect(await popup.getByRole("textbox").count()).to.equal(0);
  });
});
