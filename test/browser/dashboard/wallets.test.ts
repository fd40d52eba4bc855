import { expect } from "chai";
import type { Page } from "playwright-core";
import { signInWithWallet, unlockWithPassword } from "./person-steps.ts";
import { settledAtDashboard } from "./settled-person.ts";
import type { Visit } from "./visit.ts";
import { openView } from "./views.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

describe("wallets and sessions", () => {
  let world: DashboardWorld;
  let visit: Visit;
  let page: Page;

  before(async () => {
    world = await startDashboardWorld();
    await settledAtDashboard(world.network, 1);
    const { chain } = world.network;
    visit = await world.visit([chain.account(1), chain.account(2)]);
    page = visit.page;
    await signInWithWallet(page);
    await unlockWithPassword(page);
  });
  after(async () => {
    await visit.close();
    await world.stop();
  });

  it("links another account once both have signed, and unlinks it", async () => {
    await openView(page, "Wallets");
    const linked = page.getByRole("list", { name: "Linked wallets" }).getByRole("listitem");
    expect(await linked.count()).to.equal(1);
    await page.getByRole("button", { name: "Link a wallet" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Continue with Test wallet" }).click();
    await linked.nth(1).waitFor();

    await page.getByRole("button", { name: /^Unlink 0x/ }).click();
    await page.getByRole("button", { name: "Unlink it" }).click();
    await linked.nth(1).waitFor({ state: "detached" });
  });

  it("shows the ways back to the keys, and changes the password", async () => {
    await openView(page, "Security");
    await page.getByText("Well backed up").waitFor();
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByLabel("Password", { exact: true }).fill("short");
    await page.getByRole("button", { name: "Use this password from now on" }).click();
    await page.getByRole("alert").filter({ hasText: "Too short" }).waitFor();
    await page.getByLabel("Password", { exact: true }).fill("another horse battery staple");
    await page.getByLabel("The same again").fill("another horse battery staple");
    await page.getByRole("button", { name: "Use this password from now on" }).click();
    await page.getByText("Password changed").waitFor();
  });

  it("ends all other sessions", async () => {
    const sessions = page.getByRole("list", { name: "Sessions" }).getByRole("listitem");
    await sessions.nth(1).waitFor();
    await page.getByRole("button", { name: "End all others" }).click();
    await sessions.nth(1).waitFor({ state: "detached" });
    await page.getByText("This one").waitFor();
  });

  it("locks, and opens by the new password only", async () => {
    await page.getByRole("button", { name: "Lock now" }).click();
    await unlockWithPassword(page);
    await page.getByText("DECRYPTION_FAILED").waitFor();
    await unlockWithPassword(page, "another horse battery staple");
    await page.getByRole("heading", { name: "Security" }).waitFor();
  });

  it("ends the session when the wallet switches its account, and begins another one's", async () => {
    await visit.wallet.switchAccount(1);
    await page.getByText("Your wallet changed its account").waitFor();
    await signInWithWallet(page);
    await page.getByRole("button", { name: "Join with Example KYC" }).waitFor();
    expect(visit.faults()).to.deep.equal([]);
  });

  it("takes a refusal in the wallet for a decision and lets her try again", async () => {
    await page.reload();
    visit.wallet.rejectNext();
    await signInWithWallet(page);
    await page.getByText("You declined in your wallet").waitFor();
    await signInWithWallet(page);
    await page.getByRole("button", { name: "Join with Example KYC" }).waitFor();
  });
});
