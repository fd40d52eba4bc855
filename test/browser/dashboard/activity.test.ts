import { expect } from "chai";
import type { Page } from "playwright-core";
import { signInWithWallet, unlockWithPassword } from "./person-steps.ts";
import { seedStory } from "./seed-story.ts";
import type { Visit } from "./visit.ts";
import { openView } from "./views.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

describe("what others share, and who read what", () => {
  let world: DashboardWorld;
  let visit: Visit;
  let page: Page;

  before(async () => {
    world = await startDashboardWorld();
    await seedStory(world.network);
    visit = await world.visit([world.network.chain.account(1)]);
    page = visit.page;
    await signInWithWallet(page);
    await unlockWithPassword(page);
  });
  after(async () => {
    await visit.close();
    await world.stop();
  });

  it("opens what another person shared, verified", async () => {
    await openView(page, "Shared with me");
    await page.getByRole("heading", { name: "Plan the meeting" }).waitFor();
    await page.getByText(/^Expires/).waitFor();
    await page.getByRole("button", { name: "Open" }).click();
    await page.getByText("Nairobi").waitFor();
    await page.getByText("Verified").waitFor();
  });

  it("tells who read what, by the node's receipts, and which transaction allowed it", async () => {
    await openView(page, "Activity");
    const reads = page.getByRole("list", { name: "Reads" }).getByRole("listitem");
    await reads.filter({ hasText: "read KYC basic" }).filter({ hasText: "allowed at block" }).waitFor();
    expect(await reads.count()).to.equal(1);
    const changes = page.getByRole("list", { name: "Grants and revocations" }).getByRole("listitem");
    await changes.filter({ hasText: "Granted" }).waitFor();
  });

  it("keeps a search in the address, through a reload and a new sign-in", async () => {
    await page.getByLabel("Search").fill("nobody");
    await page.getByText("No read matches.").waitFor();
    expect(page.url()).to.match(/\/activity\?search=nobody$/);
    await page.reload();
    await signInWithWallet(page);
    await unlockWithPassword(page);
    await page.getByText("No read matches.").waitFor();
    expect(await page.getByLabel("Search").inputValue()).to.equal("nobody");
    expect(visit.faults()).to.deep.equal([]);
  });
});
