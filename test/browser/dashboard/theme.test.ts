import { expect } from "chai";
import type { Page } from "playwright-core";
import { signInWithWallet, unlockWithPassword } from "./person-steps.ts";
import { settledAtDashboard } from "./settled-person.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

/** Between 0, black, and 255. */
async function brightness(page: Page): Promise<number> {
  const color: unknown = await page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
  const channels = [...String(color).matchAll(/\d+/g)].slice(0, 3).map(([channel]) => Number(channel));
  return channels.reduce((sum, channel) => sum + channel, 0) / 3;
}

describe("the dashboard's colors", () => {
  let world: DashboardWorld;
  before(async () => {
    world = await startDashboardWorld();
    await settledAtDashboard(world.network, 1);
  });
  after(() => world.stop());

  it("are the system's at first, and then what she chose, also after a reload", async () => {
    const { page, close } = await world.visit([world.network.chain.account(1)], { theme: "dark" });
    expect(await brightness(page)).to.be.lessThan(64);
    await signInWithWallet(page);
    await unlockWithPassword(page);
    await page.getByRole("button", { name: "Change to light colors" }).click();
    expect(await brightness(page)).to.be.greaterThan(192);
    await page.reload();
    await page.getByRole("button", { name: "Continue with Test wallet" }).waitFor();
    expect(await brightness(page)).to.be.greaterThan(192);
    await close();
  });
});
