import type { Locator, Page } from "playwright-core";

/** The dialog of the development wallet in a page or in the vault's window. */
export function walletDialog(page: Page, title: RegExp | string): Locator {
  return page.getByRole("dialog").filter({ has: page.getByRole("heading", { name: title }) });
}

export async function connectAs(page: Page, name: string): Promise<void> {
  await walletDialog(page, "Connect as").getByRole("button", { name }).click();
}

export async function approveInWallet(page: Page, title: RegExp | string): Promise<void> {
  await walletDialog(page, title).getByRole("button", { name: "Approve" }).click();
}

export async function rejectInWallet(page: Page, title: RegExp | string): Promise<void> {
  await walletDialog(page, title).getByRole("button", { name: "Reject" }).click();
}
