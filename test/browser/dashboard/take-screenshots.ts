import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { projectRoot } from "../../../scripts/process/project-root.ts";
import { stopTestRedis } from "../../harness/redis.ts";
import { seedStory } from "./seed-story.ts";
import { PASSWORD, signInWithWallet, unlockWithPassword } from "./person-steps.ts";
import { openView, VIEW_NAMES } from "./views.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

/** Every picture, to be looked at. */
const FOLDER = join(projectRoot, ".idos/screenshots");
/** What the documents show. */
const SHOWN_FOLDER = join(projectRoot, "docs/images");
const SHOWN = new Set([
  ...["welcome-1280-light", "join-1280-light", "password-1280-light", "recovery-code-1280-light"],
  ...["my-data-1280-light", "who-has-access-1280-light", "grant-1280-light", "activity-1280-dark"],
  ...["my-data-360-dark", "shared-with-me-360-light"],
]);
const LOOKS = [
  { width: 1280, theme: "light" },
  { width: 1280, theme: "dark" },
  { width: 360, theme: "light" },
  { width: 360, theme: "dark" },
] as const;

type Save = (name: string) => Promise<void>;

/** Takes a picture of each view at both widths in both themes. */
async function takeScreenshots({ network, visit }: DashboardWorld): Promise<void> {
  for (const [at, look] of LOOKS.entries()) {
    const saveOf =
      (page: Page): Save =>
      async (name) => {
        const file = `${name}-${look.width}-${look.theme}`;
        const picture = await page.screenshot({ animations: "disabled" });
        await writeFile(join(FOLDER, `${file}.png`), picture);
        if (SHOWN.has(file)) await writeFile(join(SHOWN_FOLDER, `dashboard-${file}.png`), picture);
      };
    const newcomer = await visit([network.chain.account(FIRST_NEWCOMER + at)], look);
    await takeFirstVisit(newcomer.page, saveOf(newcomer.page));
    await newcomer.close();
    const alice = await visit([network.chain.account(1)], look);
    await takeViews(alice.page, saveOf(alice.page));
    await alice.close();
  }
}

/** Account number of the first of those who have no entry yet. */
const FIRST_NEWCOMER = 3;

async function takeFirstVisit(page: Page, save: Save): Promise<void> {
  await page.getByRole("button", { name: "Continue with Test wallet" }).waitFor();
  await save("welcome");
  await signInWithWallet(page);
  await page.getByRole("button", { name: "Join with Example KYC" }).waitFor();
  await save("join");
  await page.getByRole("button", { name: "Join with Example KYC" }).click();
  await page.getByRole("button", { name: "Make my keys" }).click();
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("The same again").fill(PASSWORD);
  await save("password");
  await page.getByRole("button", { name: "Back up with this password" }).click();
  await page.getByRole("button", { name: "Show my recovery code" }).click();
  await page.getByRole("list", { name: "Recovery code, in groups" }).waitFor();
  await save("recovery-code");
}

async function takeViews(page: Page, save: Save): Promise<void> {
  await signInWithWallet(page);
  await page.getByRole("button", { name: "Unlock" }).waitFor();
  await save("unlock");
  await unlockWithPassword(page);
  for (const view of VIEW_NAMES) {
    await openView(page, view);
    await save(view.toLowerCase().replaceAll(" ", "-"));
  }
  await openView(page, "Shared with me");
  await page.getByRole("button", { name: "Open" }).click();
  await page.getByText("Verified").waitFor();
  await save("shared-with-me-open");
  await openView(page, "My data");
  await page.getByRole("button", { name: "Add data" }).click();
  await save("add");
  await page.keyboard.press("Escape");
  await openView(page, "Who has access");
  await page.getByRole("button", { name: "Give access" }).click();
  await page.getByRole("dialog").waitFor();
  await save("grant");
}

await Promise.all([FOLDER, SHOWN_FOLDER].map((folder) => mkdir(folder, { recursive: true })));
const world = await startDashboardWorld();
try {
  await seedStory(world.network);
  await takeScreenshots(world);
} finally {
  await world.stop();
  await stopTestRedis();
}
