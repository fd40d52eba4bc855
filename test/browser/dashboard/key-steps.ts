import type { Page } from "playwright-core";
import { signInWithWallet } from "./person-steps.ts";

export async function openSecurity(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Security" }).click();
  await page.getByRole("list", { name: "Key backups" }).waitFor();
}

export async function lockNow(page: Page): Promise<void> {
  await openSecurity(page);
  await page.getByRole("button", { name: "Lock now" }).click();
  await atUnlockPage(page);
}

export async function atUnlockPage(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
}

export async function unlockWithCode(page: Page, code: string): Promise<void> {
  await page.getByRole("button", { name: "Use my recovery code" }).click();
  await page.getByLabel("Recovery code").fill(code);
  await page.getByRole("button", { name: "Unlock" }).click();
}

export async function chooseNewPassword(page: Page, password: string, action: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByLabel("The same again").fill(password);
  await dialog.getByRole("button", { name: action }).click();
}

export async function reloadAndSignIn(page: Page): Promise<void> {
  await page.reload();
  await signInWithWallet(page);
}

/** The keys are open: the frame around every view is there. */
export async function isOpen(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}
