import { expect } from "chai";
import type { Page } from "playwright-core";
import { KYC_TYPE } from "../../../examples/issuer/issuer-app.ts";
import { type WatchedContext, watchedContext } from "../harness/chromium.ts";
import { besidesRefusals } from "./besides-refusals.ts";
import { type ExampleWorld, startExampleWorld } from "./example-world.ts";
import { approveInWallet, connectAs, rejectInWallet } from "./in-wallet.ts";
import { applyForCredential, fillForm } from "./tour-steps.ts";

describe("the example issuer's pages", () => {
  let world: ExampleWorld;
  let watched: WatchedContext;
  let page: Page;

  before(async () => {
    world = await startExampleWorld();
  });
  after(() => world.stop());
  beforeEach(async () => {
    watched = await watchedContext(world.browser);
    page = await watched.context.newPage();
    await page.goto(world.issuerUrl);
  });
  afterEach(() => watched.context.close());

  const send = () => page.getByRole("button", { name: "Apply with my wallet" }).click();

  it("say what is wrong beside the field, keep what was typed, and ask no wallet", async () => {
    await page.getByLabel("Name").fill("Alice Liddell");
    await page.getByLabel("Date of birth").fill("2999-01-01");
    await page.getByLabel("Country").fill("ZZ");
    await send();
    await page.getByText("That day is not in a living person's past.").waitFor();
    await page.getByText("Type the two letters of a country").waitFor();
    const birthDate = page.getByLabel("Date of birth");
    expect(await birthDate.getAttribute("aria-invalid")).to.equal("true");
    expect(await page.evaluate("document.activeElement.id")).to.equal("birthDate");
    expect(await page.getByLabel("Name").inputValue()).to.equal("Alice Liddell");
    expect(await page.getByRole("dialog").count()).to.equal(0);
    expect(watched.faults).to.deep.equal([]);
  });

  it("keep what was typed where she says no in her wallet", async () => {
    await fillForm(page);
    await send();
    await rejectInWallet(page, "Connect as");
    await page.getByText("what you typed is still here").waitFor();
    expect(await page.getByLabel("Name").inputValue()).to.equal("Alice Liddell");
  });

  it("issue what the office approves, and take it back", async () => {
    await fillForm(page);
    await applyForCredential(page);
    expect(await world.alice.owner.records.list()).to.deep.equal([]);
    const office = await watched.context.newPage();
    await office.goto(world.officeUrl);
    await office.getByRole("button", { name: "Approve and issue" }).click();
    await page.getByRole("heading", { name: "The credential is in your data" }).waitFor();
    const { records } = await world.alice.owner.records.readAll();
    expect(records.map(({ content }) => content.type)).to.deep.equal([KYC_TYPE]);
    await office.getByRole("button", { name: "Take the credential back" }).click();
    await office.getByText("Alice Liddell: the credential is taken back").waitFor();
    expect(besidesRefusals(watched.faults)).to.deep.equal([]);
  });

  it("make a newcomer's entry, and tell her to make her keys", async () => {
    await fillForm(page);
    await send();
    await connectAs(page, "Carol");
    await approveInWallet(page, "Sign this text?");
    await approveInWallet(page, /^Sign “/);
    await page.getByRole("heading", { name: "Make your keys first" }).waitFor();
  });

  it("keep the office closed to whoever has not its key", async () => {
    await page.goto(`${world.issuerUrl}/office`);
    await page.getByText("Open the office by the address that holds its key").waitFor();
  });
});
