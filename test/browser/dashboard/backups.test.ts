import { expect } from "chai";
import type { Page } from "playwright-core";
import { addAuthenticator } from "../keys/virtual-authenticator.ts";
import { chooseNewPassword, isOpen, lockNow, openSecurity, unlockWithCode } from "./key-steps.ts";
import { arriveAsNewcomer, keepRecoveryCode, PASSWORD, unlockWithPassword } from "./person-steps.ts";
import type { Visit } from "./visit.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

const NEW_PASSWORD = "violet anchor mirror teapot";
const ROTATED_PASSWORD = "granite otter lantern pickle";

describe("key backups at the dashboard", () => {
  let world: DashboardWorld;
  let visit: Visit;
  let page: Page;
  let code: string;

  before(async () => {
    world = await startDashboardWorld();
    visit = await world.visit([world.network.chain.account(1)]);
    page = visit.page;
    await addAuthenticator(page, { hasPrf: true });
    code = await arriveAsNewcomer(page);
  });
  after(async () => {
    await visit.close();
    await world.stop();
  });

  const refusal = () => page.getByText("DECRYPTION_FAILED").waitFor();

  it("say when each was made, and that they are good", async () => {
    await openSecurity(page);
    await page.getByText("Well backed up").waitFor();
    expect(await page.getByText(/^Made \d/).count()).to.equal(2);
  });

  it("keep two: removing one of them is refused, and why is said beside", async () => {
    await page.getByRole("button", { name: "Remove: password" }).click();
    await page.getByRole("button", { name: "Remove it" }).click();
    await page.getByRole("dialog").getByText("KEY_BACKUPS_TOO_FEW").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Change password" }).waitFor();
  });

  it("of the old password open nothing once it is changed", async () => {
    await page.getByRole("button", { name: "Change password" }).click();
    await chooseNewPassword(page, NEW_PASSWORD, "Use this password from now on");
    await page.getByText("Password changed").waitFor();
    await lockNow(page);
    await unlockWithPassword(page, PASSWORD);
    await refusal();
    await unlockWithPassword(page, NEW_PASSWORD);
    await isOpen(page);
  });

  it("of the old recovery code open nothing once it is renewed", async () => {
    await openSecurity(page);
    await page.getByRole("button", { name: "Make a new code" }).click();
    const renewed = await keepRecoveryCode(page);
    await page.getByText("Recovery code renewed").waitFor();
    await lockNow(page);
    await unlockWithCode(page, code);
    await refusal();
    await page.getByLabel("Recovery code").fill(renewed);
    await page.getByRole("button", { name: "Unlock" }).click();
    await isOpen(page);
    code = renewed;
  });

  it("can be a passkey, which unlocks and stands in for the password", async () => {
    await openSecurity(page);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("button", { name: "Make a passkey" }).click();
    await page.getByText("Passkey added").waitFor();
    await lockNow(page);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await isOpen(page);
    await openSecurity(page);
    await page.getByRole("button", { name: "Remove: password" }).click();
    await page.getByRole("button", { name: "Remove it" }).click();
    await page.getByText("Password removed").waitFor();
    await page.getByRole("button", { name: "Add a password" }).waitFor();
  });

  it("of keys that were replaced open nothing, and the new ones open what there was", async () => {
    await page.getByRole("button", { name: "Replace my keys…" }).click();
    await page.getByRole("button", { name: "Replace them" }).click();
    await chooseNewPassword(page, ROTATED_PASSWORD, "Back up with this password");
    const rotated = await keepRecoveryCode(page);
    await page.getByText("Your keys are new").waitFor();
    await lockNow(page);
    expect(await page.getByRole("button", { name: "Use a passkey" }).count()).to.equal(0);
    await unlockWithCode(page, code);
    await refusal();
    await page.getByLabel("Recovery code").fill(rotated);
    await page.getByRole("button", { name: "Unlock" }).click();
    await isOpen(page);
    expect(visit.faults()).to.deep.equal([]);
  });
});
