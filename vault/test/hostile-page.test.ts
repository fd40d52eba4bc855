import { expect } from "chai";
import { randomUUID } from "node:crypto";
import type { BrowserContext, Page } from "playwright-core";
import { headersOf } from "../src/headers.ts";
import { popupOf, startVaultWorld, unlockIn, type VaultWorld } from "./harness/vault-world.ts";

const HELLO = JSON.stringify({ idosVault: 1, type: "hello" });
const refusedUnread = { v: 1, id: null, answer: { type: "refused", code: "ARGUMENT_INVALID" } };

const enclose = (request: unknown, id: string = randomUUID()): string => JSON.stringify({ v: 1, id, request });
const call = (method: string, ...args: unknown[]): string =>
  `hostile.${method}(${args.map((arg) => JSON.stringify(arg)).join()})`;

/** Sends each message and waits for as many answers. */
async function answersTo(page: Page, messages: readonly string[]): Promise<unknown[]> {
  const before = Number(await page.evaluate("hostile.answers().length"));
  for (const message of messages) await page.evaluate(call("send", message));
  await page.waitForFunction(`hostile.answers().length >= ${before + messages.length}`);
  const answers: unknown = await page.evaluate(`hostile.answers().slice(${before})`);
  return Array.isArray(answers) ? answers : [];
}

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
    expect(await answersTo(page, asked)).to.deep.equal(asked.map(() => refusedUnread));
    expect(await answersTo(page, [enclose({ type: "unlock" })])).to.have.nested.property("[0].answer.code", "VAULT_NOT_ALLOWED");
    expect(await popup.getByRole("textbox").count()).to.equal(0);
  });

  it("cannot pass for another page by what its messages say", async () => {
    const forged = { idosVault: 1, type: "hello", origin: world.dashboardOrigin };
    await page.evaluate(call("bring", JSON.stringify(forged)));
    await page.evaluate(call("bring", HELLO));
    const request = { type: "unlock", origin: world.dashboardOrigin };
    expect(await answersTo(page, [enclose(request)])).to.deep.equal([refusedUnread]);
    await page.evaluate(call("send", enclose({ type: "connect" })));
    await popup.getByText(world.hostileOrigin).waitFor();
    expect(await popup.getByRole("main").innerText()).to.not.contain(world.dashboardOrigin);
  });

  it("is not heard from a frame of its own, nor from a second hello", async () => {
    await page.evaluate(call("bringFromFrame", HELLO));
    await page.evaluate(call("bring", HELLO));
    const first = await answersTo(page, [enclose({ type: "seed" })]);
    expect(first).to.deep.equal([refusedUnread]);
    const heardOf: unknown = await popup.evaluate(`
      new Promise((resolve) => {
        addEventListener("message", ({ ports: [port] }) => { port.onmessage = () => resolve("heard"); port.start(); });
        opener.postMessage("again", "*");
        setTimeout(resolve, 0, "unheard");
      })`);
    expect(heardOf).to.equal("unheard");
  });

  it("cannot ask twice by one id, nor many things at once", async () => {
    await page.evaluate(call("bring", HELLO));
    const first = enclose({ type: "connect" });
    await page.evaluate(call("send", first));
    await popup.getByRole("button", { name: "Continue with Test wallet" }).waitFor();
    expect(await answersTo(page, [first])).to.deep.equal([refusedUnread]);
    const more = Array.from({ length: 10 }, () => enclose({ type: "connect" }));
    const codes = (await answersTo(page, more)).map((answer) => Object(answer).answer.code as unknown);
    expect(codes).to.deep.equal(more.map(() => "VAULT_BUSY"));
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
    expect(await answersTo(page, polluting)).to.deep.equal(polluting.map(() => refusedUnread));
    expect(await popup.evaluate("({}).polluted === undefined")).to.equal(true);
    await page.evaluate(call("send", `{"v":1,"id":"${randomUUID()}","request":${text}}`));
    await unlockIn(popup, world.recoveryCode);
    await popup.getByText("<img src=x onerror=alert(1)>").waitFor();
    expect(await popup.locator("img").count()).to.equal(0);
  });
});

describe("a hostile page and the vault in its frame", () => {
  let world: VaultWorld;

  after(() => world.stop());

  async function embedded(path: string): Promise<{ page: Page; close: () => Promise<void> }> {
    const context = await world.context();
    const page = await context.newPage();
    await page.goto(world.hostileOrigin);
    await page.evaluate(call("embed", `${world.vaultOrigin}${path}`));
    return { page, close: () => context.close() };
  }

  it("is framed by nobody, the frame by first parties alone", async () => {
    world = await startVaultWorld();
    for (const path of ["/popup", "/frame"]) {
      const { page, close } = await embedded(path);
      await page.waitForEvent("framenavigated", {
        predicate: (frame) => frame !== page.mainFrame() && frame.url().startsWith("chrome-error:"),
      }).catch(() => undefined);
      expect(page.frames().map((frame) => frame.url()).join()).to.contain("chrome-error:");
      expect(await page.evaluate("hostile.readies()")).to.equal(0);
      await close();
    }
    await world.stop();
  });

  it("gets nothing either where the header that forbids it is lost", async () => {
    world = await startVaultWorld({
      headers: (page, config) => {
        const { "content-security-policy": policy = "", ...others } = headersOf(page, config);
        return { ...others, "content-security-policy": policy.replace(/frame-ancestors [^;]*;/, "") };
      },
    });
    const frame = await embedded("/frame");
    await frame.page.waitForFunction("hostile.readies() === 1");
    await frame.page.evaluate(call("bring", HELLO));
    expect(await answersTo(frame.page, [enclose({ type: "status" })])).to.have.nested.property(
      "[0].answer.code",
      "VAULT_NOT_ALLOWED",
    );
    await frame.close();
    const popup = await embedded("/popup");
    const fault = await popup.page.waitForEvent("pageerror").catch((error: unknown) => error);
    expect(String(fault)).to.contain("does not run in a frame");
    expect(await popup.page.evaluate("hostile.readies()")).to.equal(0);
    await popup.close();
  });
});
