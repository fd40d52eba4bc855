import { expect } from "chai";
import {
  arriveAsNewcomer,
  keepRecoveryCode,
  PASSWORD,
  signInWithWallet,
  unlockWithPassword,
} from "./person-steps.ts";
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

  it("goes on after a reload in the middle with the backup that there is", async () => {
    const { page, faults, close } = await world.visit([world.network.chain.account(2)]);
    await signInWithWallet(page);
    await page.getByRole("button", { name: "Join with Example KYC" }).click();
    await page.getByRole("button", { name: "Make my keys" }).click();
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByLabel("The same again").fill(`${PASSWORD}!`);
    await page.getByRole("button", { name: "Back up with this password" }).click();
    await page.getByRole("alert").filter({ hasText: "not the same" }).waitFor();
    await page.getByLabel("The same again").fill(PASSWORD);
    await page.getByRole("button", { name: "Back up with this password" }).click();
    await page.getByRole("button", { name: "Show my recovery code" }).waitFor();

    await page.reload();
    await signInWithWallet(page);
    await unlockWithPassword(page);
    await keepRecoveryCode(page);
    await page.getByRole("button", { name: "Sign and finish" }).click();
    await page.getByRole("heading", { name: "My data" }).waitFor();
    expect(faults()).to.deep.equal([]);
    await close();
  });

  it("does not take a recovery code for kept before two of its groups are typed", async () => {
    const { page, close } = await world.visit([world.network.chain.account(3)]);
    await signInWithWallet(page);
    await page.getByRole("button", { name: "Join with Example KYC" }).click();
    await page.getByRole("button", { name: "Make my keys" }).click();
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByLabel("The same again").fill(PASSWORD);
    await page.getByRole("button", { name: "Back up with this password" }).click();
    await page.getByRole("button", { name: "Show my recovery code" }).click();
    await page.getByRole("button", { name: "I have kept it" }).click();
    await page.getByText("That is not this group.").first().waitFor();
    expect(await page.getByText("That is not this group.").count()).to.equal(2);
    await close();
  });
});
