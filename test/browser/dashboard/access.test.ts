import { expect } from "chai";
import { Wallet } from "ethers";
import type { Page } from "playwright-core";
import { type Person, settled } from "../../harness/people.ts";
import { refusalOf } from "../../harness/refusals.ts";
import { closeDialog, comeBack, dialogOf, fillGrant, openGrantDialog, submitGrant } from "./access-steps.ts";
import { settledAtDashboard } from "./settled-person.ts";
import type { Visit } from "./visit.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

describe("who has access", () => {
  let world: DashboardWorld;
  let visit: Visit;
  let page: Page;
  let alice: Person;
  let bob: Person;
  let carol: Person;
  const records = { city: "", name: "" };

  before(async () => {
    world = await startDashboardWorld();
    const { network } = world;
    alice = await settledAtDashboard(network, 1);
    [bob, carol] = [await settled(network, 2), await settled(network, 3)];
    records.city = await alice.owner.records.create({ type: "profile/city", value: "Lisbon" });
    records.name = await alice.owner.records.create({ type: "profile/name", value: "Alice Example" });
    visit = await world.visit([network.chain.account(1)]);
    page = visit.page;
    await page.goto(`${world.url}/access`);
    await comeBack(page);
    await openGrantDialog(page);
  });
  after(async () => {
    await visit.close();
    await world.stop();
  });

  const grantHere = (grantee: Person, record: string, purpose: string, more = {}) => {
    // The page has sent transactions of the same account.
    alice.signer.reset();
    return alice.owner.grant({
      grantee: grantee.account,
      records: [record],
      purpose,
      expiresIn: "30d",
      ...more,
    });
  };
  const showAnew = async (): Promise<void> => {
    await page.goto(`${world.url}/access`);
    await comeBack(page);
    await page.getByRole("search").waitFor();
  };

  const WRONG: readonly (readonly [what: string, typed: string, said: RegExp])[] = [
    ["a wrong checksum", "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293bC", /capital letters do not add up/],
    ["an address that is cut", "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293", /42 characters: 2 missing/],
    ["what is no address", "bob", /neither an address \(0x…\) nor a name/],
    ["a name where the chain has no names", "bob.eth", /knows no names/],
    ["oneself", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", /your own account/],
    ["who has no key", Wallet.createRandom().address, /has not joined idOS yet/],
  ];

  for (const [what, typed, said] of WRONG)
    it(`says in the grant dialog what is wrong with ${what}, and asks no wallet`, async () => {
      const dialog = dialogOf(page);
      const field = dialog.getByLabel("Who is to read");
      await field.fill(typed);
      await dialog.getByText(said).waitFor();
      await submitGrant(page);
      expect(await field.getAttribute("aria-invalid")).to.equal("true");
      expect(await field.inputValue()).to.equal(typed);
      expect(await page.locator(".transaction").count()).to.equal(0);
    });

  it("wants in the grant dialog a purpose, a record and a day that is to come", async () => {
    const dialog = dialogOf(page);
    await dialog.getByText("Choose what is to be read").waitFor();
    await dialog.getByText("Say what for").waitFor();
    await dialog.getByLabel("For how long").selectOption("Until a day that I choose");
    await dialog.getByLabel("The last day").fill("2020-01-01");
    await dialog.getByText("That day is over").waitFor();
    await dialog.getByLabel("For how long").selectOption("30 days");
  });

  it("keeps all that was typed when the wallet declines, and grants when it does not", async () => {
    await fillGrant(page, { grantee: bob.account, records: ["City"], purpose: "Send the book" });
    visit.wallet.rejectNext();
    await submitGrant(page);
    await dialogOf(page).getByText("You declined in your wallet").waitFor();
    expect(await dialogOf(page).getByLabel("What for").inputValue()).to.equal("Send the book");

    await submitGrant(page);
    await dialogOf(page).getByText("Done. Your nodes know.").waitFor();
    await closeDialog(page);
    const [share] = await alice.owner.listShares();
    const { records: read } = await bob.consumer.readShare(share?.share ?? "");
    expect(read.map(({ content }) => content)).to.deep.equal([
      { kind: "attribute", type: "profile/city", value: "Lisbon" },
    ]);
  });

  it("leaves one share at the node, for 30 days", async () => {
    const shares = await alice.owner.listShares();
    expect(shares.map(({ purpose }) => purpose)).to.deep.equal(["Send the book"]);
    await page.getByText(/in 4 weeks/).waitFor();
  });

  it("revokes one, and its reader reads no more", async () => {
    const [share] = await alice.owner.listShares();
    await page.getByRole("button", { name: "Revoke: City" }).click();
    await dialogOf(page).getByText("What was already read cannot be recalled.").waitFor();
    await dialogOf(page)
      .getByText(/Network fee: about/)
      .waitFor();
    await dialogOf(page).getByRole("button", { name: "Revoke", exact: true }).click();
    await dialogOf(page).getByText("Done. Your nodes know.").waitFor();
    await closeDialog(page);
    await page.getByText("No such grant").waitFor();
    expect(await refusalOf(bob.consumer.readShare(share?.share ?? ""))).to.equal("ACCESS_NOT_GRANTED");
    await page.getByLabel("State").selectOption("All");
    await page.getByText(/revoked in block \d+/).waitFor();
  });

  it("keeps search, state, order and grouping in the URL, also over a reload", async () => {
    for (const [person, record, purpose] of [
      [bob, records.city, "Book"],
      [carol, records.name, "Loan"],
    ] as const)
      await grantHere(person, record, purpose);
    await grantHere(carol, records.city, "Soon over", { expiresIn: "2d" });
    await showAnew();
    await page.getByLabel("Search").fill("loan");
    await page.getByLabel("Group by").selectOption("Record");
    await page.getByText("“Book”").waitFor({ state: "detached" });
    expect(new URL(page.url()).search).to.equal("?search=loan&by=record");
    await page.reload();
    await comeBack(page);
    await page.getByRole("heading", { name: "Name" }).waitFor();
    expect(await page.getByText("“Book”").count()).to.equal(0);

    await page.goto(`${world.url}/access?state=expiring`);
    await comeBack(page);
    await page.getByText("“Soon over”").waitFor();
    expect(await page.getByText("“Loan”").count()).to.equal(0);
  });

  it("revokes several by one transaction", async () => {
    await showAnew();
    const before = await world.network.chain.provider.getTransactionCount(alice.account);
    for (const box of await page.getByRole("checkbox").all()) await box.check();
    await page.getByText("3 grants selected").waitFor();
    await page.getByRole("button", { name: "Revoke all 3" }).click();
    await dialogOf(page).getByRole("button", { name: "Revoke 3 in one transaction" }).click();
    await dialogOf(page).getByText("Done. Your nodes know.").waitFor();
    expect(await world.network.chain.provider.getTransactionCount(alice.account)).to.equal(before + 1);
    expect(await alice.owner.listShares()).to.deep.equal([]);
    await closeDialog(page);
  });

  it("revokes everything by one transaction, sealed grants too", async () => {
    const sealed = await grantHere(bob, records.city, "Between us", { sealed: true });
    await grantHere(carol, records.name, "Loan");
    await showAnew();
    await page.getByText("Sealed").waitFor();
    await page.getByRole("button", { name: "Revoke everything" }).click();
    await dialogOf(page).getByRole("button", { name: "Revoke everything" }).click();
    await dialogOf(page).getByText("Done. Your nodes know.").waitFor();
    expect(await alice.owner.listShares()).to.deep.equal([]);
    expect(await alice.contract.isInForce(alice.session.account, sealed.handle)).to.equal(false);
    expect(visit.faults()).to.deep.equal([]);
  });
});
