import { readFile } from "node:fs/promises";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { signInWithWallet, unlockWithPassword } from "./person-steps.ts";
import { issueKyc, settledAtDashboard } from "./settled-person.ts";
import type { Visit } from "./visit.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

describe("my data", () => {
  let world: DashboardWorld;
  let visit: Visit;
  let page: Page;

  before(async () => {
    world = await startDashboardWorld();
    const alice = await settledAtDashboard(world.network, 1);
    await issueKyc(world.network, alice);
    visit = await world.visit([world.network.chain.account(1)]);
    page = visit.page;
    await signInWithWallet(page);
    await unlockWithPassword(page);
  });
  after(async () => {
    await visit.close();
    await world.stop();
  });

  it("shows of a credential who issued it, what it proves and until when", async () => {
    const card = page.getByRole("article").filter({ hasText: "Kyc basic" });
    await card.getByText("Issued by issuer.example").waitFor();
    await card.getByText("Alice Example").waitFor();
    await card.getByText(/^Valid until/).waitFor();
  });

  it("says beside the field what is missing", async () => {
    await page.getByRole("button", { name: "Add data" }).click();
    await page.getByLabel("What is it?").selectOption("Something else");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").filter({ hasText: "Give it a name" }).waitFor();
    await page.getByRole("alert").filter({ hasText: "Type something first" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("keeps what was typed when it cannot be saved, and saves it once it can", async () => {
    const writes = new RegExp(`^${world.network.nodeUrl}/v1/records/`);
    await page.route(writes, (route) =>
      route.request().method() === "PUT" ? route.abort() : route.continue(),
    );
    await page.getByRole("button", { name: "Add data" }).click();
    await page.getByLabel("What is it?").selectOption("City");
    await page.getByRole("textbox", { name: "City" }).fill("Lisbon");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("NODE_UNREACHABLE").waitFor();
    expect(await page.getByRole("textbox", { name: "City" }).inputValue()).to.equal("Lisbon");

    await page.unroute(writes);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("article").filter({ hasText: "Lisbon" }).waitFor();
  });

  it("changes an entry", async () => {
    await page.getByRole("button", { name: "Edit City" }).click();
    await page.getByRole("textbox", { name: "City" }).fill("Porto");
    await page.getByRole("button", { name: "Save the change" }).click();
    await page
      .getByRole("article")
      .filter({ hasText: "Porto" })
      .getByText(/^Changed/)
      .waitFor();
  });

  it("exports everything, decrypted", async () => {
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export as JSON" }).click();
    const exported = await readFile(await (await saving).path(), "utf8");
    expect(JSON.parse(exported)).to.have.property("format", "idos-export");
    expect(exported).to.include(`"value": "Porto"`).and.include("urn:example:kyc:basic");
  });

  it("deletes an entry after asking", async () => {
    await page.getByRole("button", { name: "Delete City" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("article").filter({ hasText: "Porto" }).waitFor();
    await page.getByRole("button", { name: "Delete City" }).click();
    await page.getByRole("button", { name: "Delete it" }).click();
    await page.getByRole("article").filter({ hasText: "Porto" }).waitFor({ state: "detached" });
  });

  it("erases her only once the word is typed and her wallet has signed, and then all is gone", async () => {
    await page.getByRole("button", { name: "Erase me…" }).click();
    const erase = page.getByRole("button", { name: "Erase me", exact: true });
    expect(await erase.isDisabled()).to.equal(true);
    await page.getByLabel(/^Type/).fill("erase");
    visit.wallet.rejectNext();
    await erase.click();
    await page.getByText("You declined in your wallet").waitFor();
    await erase.click();
    await page.getByText("You are erased").waitFor();

    await signInWithWallet(page);
    await page.getByRole("button", { name: "Join with Example KYC" }).waitFor();
    expect(visit.faults()).to.deep.equal([]);
  });
});
