import { expect } from "chai";
import type { Page } from "playwright-core";
import { PASSWORD } from "./person-steps.ts";
import { settledAtDashboard } from "./settled-person.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

/** More than any view has places to stop at. */
const STOPS_MAX = 60;

/** Presses Tab until what is named has the focus, and sees on the way that each stop shows it. */
async function tabTo(page: Page, name: string): Promise<void> {
  const wanted = page.getByRole("button", { name, exact: true }).or(page.getByLabel(name, { exact: true }));
  for (let stop = 0; stop < STOPS_MAX; stop++) {
    await page.keyboard.press("Tab");
    const isShown: unknown = await page.evaluate(
      `document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== "none"`,
    );
    if (isShown !== true)
      throw new Error(`a stop on the way to "${name}" does not show that it has the focus`);
    const isThere = await wanted.first().evaluate((element) => element === document.activeElement);
    if (isThere) return;
  }
  throw new Error(`the Tab key does not lead to "${name}"`);
}

describe("the dashboard by keyboard alone", () => {
  let world: DashboardWorld;
  before(async () => {
    world = await startDashboardWorld();
    await settledAtDashboard(world.network, 1);
  });
  after(() => world.stop());

  it("signs in, unlocks, adds an entry and deletes it, with the focus back where it was", async () => {
    const { page, faults, close } = await world.visit([world.network.chain.account(1)]);
    await page.getByRole("button", { name: "Continue with Test wallet" }).waitFor();
    await tabTo(page, "Continue with Test wallet");
    await page.keyboard.press("Enter");
    await page.getByLabel("Password", { exact: true }).waitFor();
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");

    await page.getByText("Nothing here yet").waitFor();
    await tabTo(page, "Add data");
    await page.keyboard.press("Enter");
    await tabTo(page, "Name");
    await page.keyboard.type("Alice");
    await page.keyboard.press("Enter");
    await page.getByRole("article").filter({ hasText: "Alice" }).waitFor();
    const isBack = await page
      .getByRole("button", { name: "Add data" })
      .evaluate((button) => button === document.activeElement);
    expect(isBack).to.equal(true);

    await tabTo(page, "Delete Name");
    await page.keyboard.press("Enter");
    await tabTo(page, "Delete it");
    await page.keyboard.press("Enter");
    await page.getByText("Nothing here yet").waitFor();
    expect(faults()).to.deep.equal([]);
    await close();
  });
});
