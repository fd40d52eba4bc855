import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { projectRoot } from "../../../scripts/process/project-root.ts";
import { stopTestRedis } from "../../harness/redis.ts";
import { seedStory } from "./seed-story.ts";
import { signInWithWallet, unlockWithPassword } from "./person-steps.ts";
import { openView, VIEW_NAMES } from "./views.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

const FOLDER = join(projectRoot, "docs/images");
const LOOKS = [
  { width: 1280, theme: "light" },
  { width: 1280, theme: "dark" },
  { width: 360, theme: "light" },
  { width: 360, theme: "dark" },
] as const;

/** Takes a picture of each view at both widths in both themes: docs/images/dashboard-VIEW-WIDTH-THEME.png. */
async function takeScreenshots(world: DashboardWorld): Promise<void> {
  for (const look of LOOKS) {
    const { page, close } = await world.visit([world.network.chain.account(1)], look);
    const save = async (name: string): Promise<void> => {
      const path = join(FOLDER, `dashboard-${name}-${look.width}-${look.theme}.png`);
      await page.screenshot({ path, animations: "disabled" });
    };
    await takeOne(page, save);
    await close();
  }
}

async function takeOne(page: Page, save: (name: string) => Promise<void>): Promise<void> {
  await page.getByRole("button", { name: "Continue with Test wallet" }).waitFor();
  await save("welcome");
  await signInWithWallet(page);
  await page.getByRole("button", { name: "Unlock" }).waitFor();
  await save("unlock");
  await unlockWithPassword(page);
  for (const view of VIEW_NAMES) {
    await openView(page, view);
    await save(view.toLowerCase().replaceAll(" ", "-"));
  }
}

await mkdir(FOLDER, { recursive: true });
const world = await startDashboardWorld();
try {
  await seedStory(world.network);
  await takeScreenshots(world);
} finally {
  await world.stop();
  await stopTestRedis();
}
