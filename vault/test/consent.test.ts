import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import { z } from "zod";
import { answerSchema } from "../src/messages/answers.ts";
import { popupOf, startVaultWorld, unlockIn, type VaultWorld } from "./harness/vault-world.ts";

const seenSchema = z.array(z.object({ textContent: z.string(), disabled: z.boolean(), atMs: z.number() }));

describe("consent in the vault's window", () => {
  let world: VaultWorld;
  let context: BrowserContext;
  let page: Page;
  let city: string;

  before(async () => {
    world = await startVaultWorld();
    city = await world.alice.owner.records.create({ type: "profile/city", value: "Lisbon" });
    await world.alice.owner.records.create({ type: "profile/passport", value: "X123" });
    await world.alice.owner.records.create({ type: "profile/name", value: "Alice" });
  });
  after(() => world.stop());
  beforeEach(async () => {
    context = await world.context();
    page = await context.newPage();
    await page.goto(world.dappOrigin);
  });
  afterEach(() => context.close());

  const ask = (): string => {
    const asked = {
      ...{ records: ["profile/city", "profile/passport"], grantee: world.dapp.account },
      ...{ purpose: "Open your account", expiresInDays: 30 },
    };
    return `page.grant("${world.vaultOrigin}", ${JSON.stringify(asked)})`;
  };

  it("shows who asks, for whom, what for and which records, and grants what was chosen and no more", async () => {
    const { popup, outcome } = await popupOf(page, ask());
    await unlockIn(popup, world.recoveryCode);
    const text = popup.getByRole("main");
    await popup.getByRole("heading", { name: "Share your data?" }).waitFor();
    for (const shown of [world.dappOrigin, world.dapp.account, "Open your account", "30 days"])
      expect(await text.innerText()).to.contain(shown);
    expect(await popup.getByRole("checkbox", { checked: true }).count()).to.equal(0);
    expect(await text.innerText())
      .to.contain("profile/passport")
      .and.not.contain("profile/name");
    await popup.getByLabel("profile/city").check();
    await popup.getByRole("button", { name: "Share what I chose" }).click();

    const granted = answerSchema.parse(await outcome);
    if (granted.type !== "granted") throw new Error(`the vault answered ${granted.type}`);
    expect(granted.account).to.equal(world.alice.account);
    const options = { atLeast: granted.readableFromBlock ?? undefined, owner: world.alice.account };
    const { records, missing } = await world.dapp.consumer.readShare(granted.shareId, options);
    expect(records.map(({ id, content }) => [id, content.type])).to.deep.equal([[city, "profile/city"]]);
    expect(missing).to.deep.equal([]);
  });

  it("grants nothing where she declines, or closes the window", async () => {
    const before = (await world.alice.owner.listShares()).length;
    const declined = await popupOf(page, ask());
    await unlockIn(declined.popup, world.recoveryCode);
    await declined.popup.getByRole("button", { name: "Decline" }).click();
    expect(await declined.outcome).to.equal("VAULT_DECLINED");
    const closed = await popupOf(page, ask());
    await closed.popup.getByRole("button", { name: "Continue with Test wallet" }).waitFor();
    await closed.popup.close();
    expect(await closed.outcome).to.equal("VAULT_CLOSED");
    expect(await world.alice.owner.listShares()).to.have.length(before);
  });

  it("tells a page who she is after a yes", async () => {
    const { popup, outcome } = await popupOf(page, `page.connect("${world.vaultOrigin}")`);
    await popup.getByRole("button", { name: "Continue with Test wallet" }).click();
    await popup.getByRole("button", { name: "Tell it" }).click();
    expect(await outcome).to.deep.equal({ account: world.alice.account, hasKeys: true, type: "connected" });
  });

  it("arms its button after a while in a window with the focus, and for the hand of a person alone", async () => {
    await context.addInitScript(`
      window.seen = [];
      new MutationObserver(() => {
        for (const { textContent, disabled } of document.querySelectorAll("button.primary"))
          seen.push({ textContent, disabled, atMs: performance.now() });
      }).observe(document, { childList: true, subtree: true, attributeFilter: ["disabled"] });
    `);
    const { popup } = await popupOf(page, ask());
    await unlockIn(popup, world.recoveryCode);
    await popup.getByLabel("profile/city").check();
    const button = popup.getByRole("button", { name: "Share what I chose" });
    await popup.locator("button.primary:enabled").waitFor();
    const seen = seenSchema.parse(await popup.evaluate("seen"));
    const [first, ...later] = seen.filter(({ textContent }) => textContent === "Share what I chose");
    expect(first?.disabled).to.equal(true);
    const armed = later.find(({ disabled }) => !disabled);
    expect((armed?.atMs ?? 0) - (first?.atMs ?? 0)).to.be.at.least(700);
    await popup.evaluate(`document.querySelector("button.primary").click()`);
    expect(await popup.getByRole("heading").innerText()).to.equal("Share your data?");
    const afterBlur = `(dispatchEvent(new Event("blur")), document.querySelector("button.primary").disabled)`;
    expect(await popup.evaluate(afterBlur)).to.equal(true);
    expect(await button.count()).to.equal(1);
  });
});
