import { expect } from "chai";
import { randomUUID } from "node:crypto";
import type { BrowserContext, Page } from "playwright-core";
import { enclosedAnswerSchema } from "../src/messages/answers.ts";
import { answersTo, call, enclose, HELLO, REFUSED_UNREAD } from "./harness/ask-as-hostile.ts";
import { popupOf, startVaultWorld, unlockIn, type VaultWorld } from "./harness/vault-world.ts";

describe("a hostile page and the vault's window", () => {
  let world: VaultWorld;
  let context: BrowserContext;
  let page: Page;
  let popup: Page;

  before(async () => {
    world = await startVaultWorld();
    await world.alice.owner.records.create({ type: "profile/city", value: "Lisbon" });
  });
  after(() => world.stop());
  beforeEach(async () => {
    context = await world.context();
    page = await context.newPage();
    await page.goto(world.hostileOrigin);
    ({ popup } = await popupOf(page, call("open", `${world.vaultOrigin}/popup`)));
    await page.waitForFunction("hostile.readies() === 1");
  });
  afterEach(() => context.close());

  it("cannot read it, nor ask for a key, a secret or a content", async () => {
    expect(await page.evaluate(call("reach"))).to.equal("SecurityError");
    await page.evaluate(call("bring", HELLO));
    const asked = ["keys", "seed", "decrypt", "status", "export", "eval"].map((type) => enclose({ type }));
    expect(await answersTo(page, asked)).to.deep.equal(asked.map(() => REFUSED_UNREAD));
    expect(await answersTo(page, [enclose({ type: "unlock" })])).to.have.nested.property(
      "[0].answer.code",
      "VAULT_NOT_ALLOWED",
    );
    expect(await popup.getByRole("textbox").count()).to.equal(0);
  });

  it("cannot pass for another page by what its messages say", async () => {
    const forged = { idosVault: 1, type: "hello", origin: world.dashboardOrigin };
    await page.evaluate(call("bring", JSON.stringify(forged)));
    await page.evaluate(call("bring", HELLO));
    const request = { type: "unlock", origin: world.dashboardOrigin };
    expect(await answersTo(page, [enclose(request)])).to.deep.equal([REFUSED_UNREAD]);
    await page.evaluate(call("send", enclose({ type: "connect" })));
    await popup.getByText(world.hostileOrigin).waitFor();
    expect(await popup.getByRole("main").innerText()).to.not.contain(world.dashboardOrigin);
  });

  it("is not heard from a frame of its own, nor a second time", async () => {
    await page.evaluate(call("bringFromFrame", HELLO));
    await page.evaluate(call("bring", HELLO));
    const heard = enclose({ type: "seed" });
    expect(await answersTo(page, [heard])).to.deep.equal([REFUSED_UNREAD]);
    await page.evaluate(call("bring", HELLO));
    const [fromFrame, first, second] = [0, 1, 2];
    for (const port of [fromFrame, second])
      await page.evaluate(call("send", enclose({ type: "connect" }), port));
    for (let sent = 0; sent < 5; sent += 1) await page.evaluate(call("send", heard, first));
    await page.waitForFunction("hostile.answers().length >= 6");
    expect(await page.evaluate("hostile.answers()")).to.deep.equal(
      Array.from({ length: 6 }, () => REFUSED_UNREAD),
    );
    expect(await popup.getByRole("button").count()).to.equal(0);
  });

  it("cannot ask twice by one id, nor many things at once", async () => {
    await page.evaluate(call("bring", HELLO));
    const first = enclose({ type: "connect" });
    await page.evaluate(call("send", first));
    await popup.getByRole("button", { name: "Continue with Test wallet" }).waitFor();
    expect(await answersTo(page, [first])).to.deep.equal([REFUSED_UNREAD]);
    const more = Array.from({ length: 10 }, () => enclose({ type: "connect" }));
    const refusals = (await answersTo(page, more)).map((each) => enclosedAnswerSchema.parse(each).answer);
    expect(refusals).to.deep.equal(more.map(() => ({ type: "refused", code: "VAULT_BUSY" })));
    for (let sent = 0; sent < 100; sent += 1) await page.evaluate(call("send", enclose({ type: "connect" })));
    expect(Number(await page.evaluate("hostile.answers().length"))).to.be.below(64);
  });

  it("cannot reach what objects inherit, nor put markup or hidden characters before a person", async () => {
    await page.evaluate(call("bring", HELLO));
    const grantee = world.dapp.account;
    const grant = { type: "grant", records: ["profile/city"], grantee, purpose: "p", expiresInDays: 1 };
    const text = JSON.stringify({ ...grant, purpose: "<img src=x onerror=alert(1)>" });
    const polluting = [
      `{"v":1,"id":"${randomUUID()}","request":{"type":"connect"},"__proto__":{"polluted":1}}`,
      `{"v":1,"id":"${randomUUID()}","request":{"type":"connect","__proto__":{"polluted":1}}}`,
      `{"v":1,"id":"${randomUUID()}","request":{"type":"connect","constructor":{"prototype":{"polluted":1}}}}`,
      enclose({ ...grant, purpose: "abc\u202Edef" }),
      enclose({ ...grant, purpose: "abc\u200B" }),
      enclose({ ...grant, records: [] }),
    ];
    expect(await answersTo(page, polluting)).to.deep.equal(polluting.map(() => REFUSED_UNREAD));
    expect(await popup.evaluate("({}).polluted === undefined")).to.equal(true);
    await page.evaluate(call("send", `{"v":1,"id":"${randomUUID()}","request":${text}}`));
    await unlockIn(popup, world.recoveryCode);
    await popup.getByText("<img src=x onerror=alert(1)>").waitFor();
    expect(await popup.locator("img").count()).to.equal(0);
  });
});
