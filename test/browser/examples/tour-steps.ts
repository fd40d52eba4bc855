import type { BrowserContext, Page } from "playwright-core";
import type { ExampleWorld } from "./example-world.ts";
import { approveInWallet, connectAs } from "./in-wallet.ts";

export async function fillForm(page: Page, birthDate = "1992-05-04"): Promise<void> {
  await page.getByLabel("Name").fill("Alice Liddell");
  await page.getByLabel("Date of birth").fill(birthDate);
  await page.getByLabel("Country").fill("PT");
}

/** Sends the form of the issuer's page as Alice. */
export async function applyForCredential(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Apply with my wallet" }).click();
  await connectAs(page, "Alice");
  await approveInWallet(page, "Sign this text?");
  await approveInWallet(page, /^Sign “WriteGrant”/);
  await page.getByRole("heading", { name: "We have your application" }).waitFor();
}

/** In the vault's window that the dApp's page opened: Alice signs in, unlocks and shares her credential. */
export async function shareInVault(popup: Page, recoveryCode: string): Promise<void> {
  await popup.getByRole("button", { name: "Continue with Development wallet" }).click();
  await connectAs(popup, "Alice");
  await approveInWallet(popup, "Sign this text?");
  await popup.getByLabel("or your recovery code").fill(recoveryCode);
  await popup.getByRole("button", { name: "Unlock" }).click();
  await popup.getByText("Only this is shown: age_over_18").waitFor();
  await popup.getByRole("checkbox").check();
  await popup.getByRole("button", { name: "Share what I chose" }).click();
  await approveInWallet(popup, "Send the transaction “grant”?");
}

/** The issuer's form and its office, clicked through. */
export async function getCredential(context: BrowserContext, world: ExampleWorld): Promise<void> {
  const page = await context.newPage();
  await page.goto(world.issuerUrl);
  await fillForm(page);
  await applyForCredential(page);
  const office = await context.newPage();
  await office.goto(world.officeUrl);
  await office.getByRole("button", { name: "Approve and issue" }).click();
  await page.getByRole("heading", { name: "The credential is in your data" }).waitFor();
  await Promise.all([page.close(), office.close()]);
}
