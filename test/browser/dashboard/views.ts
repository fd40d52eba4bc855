import type { Page } from "playwright-core";

export const VIEW_NAMES = [
  "My data",
  "Who has access",
  "Shared with me",
  "Requests",
  "Activity",
  "Wallets",
  "Security",
] as const;

/** By the navigation; resolves once nothing of the view is still being fetched. */
export async function openView(page: Page, view: (typeof VIEW_NAMES)[number]): Promise<void> {
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: view }).click();
  await page.getByRole("heading", { level: 1, name: view }).waitFor();
  await page.locator(".skeleton").first().waitFor({ state: "detached" });
}
