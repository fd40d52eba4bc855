import { expect } from "chai";
import type { Page } from "playwright-core";
import { type Person, settled } from "../../harness/people.ts";
import { closeDialog, comeBack, dialogOf } from "./access-steps.ts";
import { describeAlice, settledAtDashboard } from "./settled-person.ts";
import type { Visit } from "./visit.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

describe("requests", () => {
  let world: DashboardWorld;
  let visit: Visit;
  let page: Page;
  let alice: Person;
  let bob: Person;

  const ask = (records: readonly string[], purpose: string, accessFor: "30d" | "never" = "30d") =>
    bob.consumer.requests.ask({ ownerAccount: alice.account, records, purpose, accessFor });
  const cardOf = (purpose: string) => page.getByRole("listitem").filter({ hasText: purpose });

  before(async () => {
    world = await startDashboardWorld();
    alice = await settledAtDashboard(world.network, 1);
    await describeAlice(alice);
    bob = await settled(world.network, 2);
    await ask(["profile/email", "profile/city", "profile/shoe-size"], "Rent the flat");
    await ask(["profile/phone"], "Sell you things", "never");
    visit = await world.visit([world.network.chain.account(1)]);
    page = visit.page;
    await page.goto(`${world.url}/requests`);
    await comeBack(page);
  });
  after(async () => {
    await visit.close();
    await world.stop();
  });

  it("shows who asks, for what and until when, and what she does not have", async () => {
    await cardOf("Rent the flat").getByText("Email", { exact: true }).waitFor();
    await cardOf("Sell you things").getByText("Access without an end").waitFor();
    await cardOf("Rent the flat").getByRole("button", { name: "Review" }).click();
    await dialogOf(page).getByText("You do not have: Shoe size").waitFor();
    await dialogOf(page).getByText("alice@example.com").waitFor();
  });

  it("approves less than was asked, and for a shorter time", async () => {
    await dialogOf(page).getByRole("checkbox", { name: /Email/ }).uncheck();
    await dialogOf(page)
      .getByLabel(/For how long/)
      .selectOption("7 days");
    await dialogOf(page).getByRole("button", { name: "Approve" }).click();
    await dialogOf(page).getByText("Done. Your nodes know.").waitFor();
    await closeDialog(page);
    await cardOf("Rent the flat").getByText("Approved").waitFor();

    const [request] = await bob.consumer.requests.list({ state: "granted" });
    const { records } = await bob.consumer.readShare(request?.shareId ?? "");
    expect(records.map(({ content }) => content.type)).to.deep.equal(["profile/city"]);
    const [share] = await alice.owner.listShares();
    const handle = share?.handle ?? expect.fail("no share");
    const { expiresAt } = await alice.contract.grantOf(alice.session.account, handle);
    expect(Number(expiresAt)).to.be.closeTo(Math.floor(Date.now() / 1000) + 7 * 86_400, 600);
  });

  it("denies, and the requester sees it", async () => {
    await cardOf("Sell you things").getByRole("button", { name: "Deny" }).click();
    await cardOf("Sell you things").getByText("Denied").waitFor();
    expect(await bob.consumer.requests.list({ state: "denied" })).to.have.length(1);
    expect(visit.faults()).to.deep.equal([]);
  });
});
