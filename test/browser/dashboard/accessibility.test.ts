import { expect } from "chai";
import { accessibilityFaults } from "../harness/axe.ts";
import { signInWithWallet, unlockWithPassword } from "./person-steps.ts";
import { seedStory } from "./seed-story.ts";
import { openView, VIEW_NAMES } from "./views.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

describe("accessibility of the dashboard", () => {
  let world: DashboardWorld;

  before(async () => {
    world = await startDashboardWorld();
    await seedStory(world.network);
  });
  after(() => world.stop());

  for (const width of [360, 1280])
    for (const theme of ["light", "dark"] as const)
      it(`is without fault by axe at ${width} pixels in ${theme} colors, and nothing is wider than the page`, async () => {
        const { page, faults, close } = await world.visit([world.network.chain.account(1)], { width, theme });
        const found: string[] = [];
        const look = async (name: string): Promise<void> => {
          found.push(...(await accessibilityFaults(page)).map((fault) => `${name}: ${fault}`));
          const isWider = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
          if (isWider === true) found.push(`${name}: wider than the page`);
        };
        await look("welcome");
        await signInWithWallet(page);
        await page.getByRole("button", { name: "Unlock" }).waitFor();
        await look("unlock");
        await unlockWithPassword(page);
        await page.getByRole("heading", { name: "My data" }).waitFor();
        for (const view of VIEW_NAMES) {
          await openView(page, view);
          await look(view);
        }
        await openView(page, "My data");
        await page.getByRole("button", { name: "Add data" }).click();
        await page.getByRole("button", { name: "Save" }).click();
        await look("dialog with a fault");
        expect(found).to.deep.equal([]);
        expect(faults()).to.deep.equal([]);
        await close();
      });

  it("would be found at fault", async () => {
    const { page, close } = await world.visit([world.network.chain.account(1)]);
    await page.evaluate(`document.querySelector("h1").append(document.createElement("button"))`);
    expect((await accessibilityFaults(page)).join()).to.match(/button-name/);
    await close();
  });
});
