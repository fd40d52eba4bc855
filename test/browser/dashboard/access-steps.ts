import type { Page } from "playwright-core";
import { signInWithWallet, unlockWithPassword } from "./person-steps.ts";

/** Signs in where the page stands, and unlocks. */
export async function comeBack(page: Page): Promise<void> {
  await signInWithWallet(page);
  await unlockWithPassword(page);
}

/** The open dialog: a page has one at most. */
export function dialogOf(page: Page) {
  return page.getByRole("dialog");
}

/** The view's own button, not the one in a dialog. */
export async function openGrantDialog(page: Page): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: "Give access" }).click();
  await dialogOf(page).waitFor();
}

export interface FilledGrant {
  readonly grantee: string;
  /** As they are shown: "City". */
  readonly records: readonly string[];
  readonly purpose: string;
}

/** Fills the grant dialog, up to the fee that it shows. */
export async function fillGrant(page: Page, { grantee, records, purpose }: FilledGrant): Promise<void> {
  const dialog = dialogOf(page);
  await dialog.getByLabel("Who is to read").fill(grantee);
  for (const record of records) await dialog.getByRole("checkbox", { name: record }).check();
  await dialog.getByLabel("What for").fill(purpose);
  await dialog.getByText(/Network fee: about/).waitFor();
}

export async function submitGrant(page: Page): Promise<void> {
  await dialogOf(page).getByRole("button", { name: "Give access" }).click();
}

export async function closeDialog(page: Page): Promise<void> {
  await dialogOf(page).getByRole("button", { name: "Close" }).click();
  await dialogOf(page).waitFor({ state: "detached" });
}
