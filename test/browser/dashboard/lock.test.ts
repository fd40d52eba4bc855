import { expect } from "chai";
import type { Page } from "playwright-core";
import { atUnlockPage, isOpen, lockNow, reloadAndSignIn } from "./key-steps.ts";
import { PASSWORD, signInWithWallet, unlockWithPassword } from "./person-steps.ts";
import { settledAtDashboard } from "./settled-person.ts";
import type { Visit } from "./visit.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

const IDLE_MS = 15 * 60_000 + 1_000;

describe("keys at the dashboard", () => {
  let world: DashboardWorld;
  let visit: Visit;
  let page: Page;

  before(async () => {
    world = await startDashboardWorld();
    const alice = await settledAtDashboard(world.network, 1);
    await alice.owner.records.create({ type: "profile/city", value: "Lisbon" });
  });
  after(() => world.stop());
  beforeEach(async () => {
    visit = await world.visit([world.network.chain.account(1)]);
    page = visit.page;
    await signInWithWallet(page);
    await atUnlockPage(page);
  });
  afterEach(() => visit.close());

  const unlockAndRemember = async (): Promise<void> => {
    await page.getByLabel("Keep me unlocked here for 8 hours").check();
    await unlockWithPassword(page);
    await isOpen(page);
  };

  it("are not there after a reload unless she asks for it", async () => {
    await unlockWithPassword(page);
    await isOpen(page);
    await reloadAndSignIn(page);
    await atUnlockPage(page);
  });

  it("are remembered over a reload where she asks for it, until she locks", async () => {
    await unlockAndRemember();
    await reloadAndSignIn(page);
    await page.getByText("Lisbon").waitFor();
    await lockNow(page);
    expect(await page.getByText("Lisbon").count()).to.equal(0);
    await reloadAndSignIn(page);
    await atUnlockPage(page);
  });

  it("are forgotten when she signs out", async () => {
    await unlockAndRemember();
    await page.getByRole("button", { name: "Sign out" }).click();
    await signInWithWallet(page);
    await atUnlockPage(page);
  });

  it("lock when nothing uses them, and the page asks for them anew without an error", async () => {
    await unlockWithPassword(page, PASSWORD);
    await page.getByText("Lisbon").waitFor();
    await page.clock.install();
    await reloadAndSignIn(page);
    await unlockWithPassword(page);
    await page.getByText("Lisbon").waitFor();
    await page.clock.fastForward(IDLE_MS);
    await atUnlockPage(page);
    expect(await page.getByRole("alert").count()).to.equal(0);
    expect(visit.faults()).to.deep.equal([]);
  });
});
