import { expect } from "chai";
import { arriveAsNewcomer, signInWithWallet, unlockWithPassword } from "./person-steps.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

describe("a first visit to the dashboard", () => {
  let world: DashboardWorld;

  before(async () => {
    world = await startDashboardWorld();
  });
  after(() => world.stop());

  it("leads from nothing to published keys with two backups, which a later visit unlocks", async () => {
    const { page, faults, close } = await world.visit([world.network.chain.account(1)]);
    const recoveryCode = await arriveAsNewcomer(page);
    await page.getByText("Nothing here yet").waitFor();

    await page.reload();
    await signInWithWallet(page);
    await unlockWithPassword(page);
    await page.getByText("Nothing here yet").waitFor();

    await page.reload();
    await signInWithWallet(page);
    await page.getByRole("button", { name: "Use my recovery code" }).click();
    await page.getByLabel("Recovery code").fill(recoveryCode);
    await page.getByRole("button", { name: "Unlock" }).click();
    await page.getByText("Nothing here yet").waitFor();
    expect(faults()).to.deep.equal([]);
    await close();
  });
});
