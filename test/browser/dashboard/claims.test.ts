import { decodeCredential } from "@idos/sdk";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { type Person, settled } from "../../harness/people.ts";
import { closeDialog, comeBack, dialogOf, fillGrant, openGrantDialog, submitGrant } from "./access-steps.ts";
import { issueKyc, settledAtDashboard } from "./settled-person.ts";
import type { Visit } from "./visit.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

describe("a credential that is shared", () => {
  let world: DashboardWorld;
  let visit: Visit;
  let page: Page;
  let alice: Person;
  let bob: Person;

  before(async () => {
    world = await startDashboardWorld();
    const { network } = world;
    alice = await settledAtDashboard(network, 1);
    bob = await settled(network, 2);
    await issueKyc(network, alice);
    visit = await world.visit([network.chain.account(1)]);
    page = visit.page;
    await page.goto(`${world.url}/access`);
    await comeBack(page);
  });
  after(async () => {
    await visit.close();
    await world.stop();
  });

  it("shows its reader the claims that she left ticked, and no others", async () => {
    await openGrantDialog(page);
    await fillGrant(page, { grantee: bob.account, records: ["KYC basic"], purpose: "Open an account" });
    const claims = dialogOf(page).getByRole("group", { name: "Claims of KYC basic" });
    for (const box of await claims.getByRole("checkbox").all()) expect(await box.isChecked()).to.equal(true);
    await claims.getByRole("checkbox", { name: "Birth date" }).uncheck();
    await claims.getByRole("checkbox", { name: "Country" }).uncheck();
    await submitGrant(page);
    await dialogOf(page).getByText("Done. Your nodes know.").waitFor();
    await closeDialog(page);
    const [share] = await alice.owner.listShares();
    const { records } = await bob.consumer.readShare(share?.share ?? "");
    const read = records.map(({ content }) =>
      content.kind === "credential" ? decodeCredential(content.sdJwt).claims : content.value,
    );
    expect(read).to.deep.equal([{ name: "Alice Example" }]);
  });

  it("stays one card in her data, and one choice for the next grant", async () => {
    expect((await alice.owner.records.readAll()).records).to.have.length(2);
    await openGrantDialog(page);
    await dialogOf(page).getByRole("checkbox", { name: "KYC basic" }).waitFor();
    expect(await dialogOf(page).getByRole("checkbox").count()).to.equal(1);
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "My data" }).click();
    await page.getByRole("article").waitFor();
    expect(await page.getByRole("article").count()).to.equal(1);
    expect(visit.faults()).to.deep.equal([]);
  });
});
