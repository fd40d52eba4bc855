import type { Page } from "playwright-core";

export const PASSWORD = "correct horse battery staple";

/** What a person does at the dashboard, by what she sees: labels and names, never classes. */
export async function signInWithWallet(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Continue with Test wallet" }).click();
}

/** From the sign-in to published keys; resolves with the recovery code that she wrote down. */
export async function joinAsNewcomer(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Join with Example KYC" }).click();
  await page.getByRole("button", { name: "Make my keys" }).click();
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("The same again").fill(PASSWORD);
  await page.getByRole("button", { name: "Back up with this password" }).click();
  const code = await keepRecoveryCode(page);
  await page.getByRole("button", { name: "Sign and finish" }).click();
  await page.getByRole("heading", { name: "My data" }).waitFor();
  return code;
}

export async function keepRecoveryCode(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Show my recovery code" }).click();
  const list = page.getByRole("list", { name: "Recovery code, in groups" });
  await list.waitFor();
  const groups = await list.getByRole("listitem").allTextContents();
  for (const field of await page.getByRole("textbox", { name: /^Group \d+$/ }).all()) {
    const label = await field.evaluate((input) => input.parentElement?.querySelector("label")?.textContent);
    await field.fill(groups[Number(label?.split(" ")[1]) - 1] ?? "");
  }
  await page.getByRole("button", { name: "I have kept it" }).click();
  return groups.join("-");
}

export async function unlockWithPassword(page: Page, password = PASSWORD): Promise<void> {
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Unlock" }).click();
}

/** Signed in, joined, and at her data. */
export async function arriveAsNewcomer(page: Page): Promise<string> {
  await signInWithWallet(page);
  return joinAsNewcomer(page);
}
