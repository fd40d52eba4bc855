import { expect } from "chai";
import type { Page } from "playwright-core";
import { type Person, settled } from "../../harness/people.ts";
import { comeBack, dialogOf, fillGrant, openGrantDialog, submitGrant } from "./access-steps.ts";
import { settledAtDashboard } from "./settled-person.ts";
import type { Visit } from "./visit.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

describe("a transaction of the dashboard", () => {
  let world: DashboardWorld;
  let visit: Visit;
  let page: Page;
  let alice: Person;
  let bob: Person;
  let city = "";

  before(async () => {
    world = await startDashboardWorld();
    alice = await settledAtDashboard(world.network, 1);
    bob = await settled(world.network, 2);
    city = await alice.owner.records.create({ type: "profile/city", value: "Lisbon" });
  });
  beforeEach(async () => {
    visit = await world.visit([world.network.chain.account(1)]);
    page = visit.page;
    await page.goto(`${world.url}/access`);
    await comeBack(page);
  });
  afterEach(async () => {
    await world.network.chain.setAutomine(true);
    await world.network.chain.mine();
    expect(visit.faults()).to.deep.equal([]);
    await visit.close();
  });
  after(() => world.stop());

  const tray = () => page.getByRole("region", { name: "Transactions" });
  const giveAccess = async (purpose: string): Promise<void> => {
    await openGrantDialog(page);
    await fillGrant(page, { grantee: bob.account, records: ["City"], purpose });
    await submitGrant(page);
  };
  /** Sent and in no block; the page is then loaded anew and she comes back. */
  const reloadOnTheWay = async (): Promise<void> => {
    await dialogOf(page).getByText("On its way to a block").waitFor();
    await page.reload();
    await comeBack(page);
    await tray().getByText("On its way to a block").waitFor();
  };

  it("is followed to its end over a reload: a grant", async () => {
    await world.network.chain.setAutomine(false);
    await giveAccess("Over a reload");
    await reloadOnTheWay();
    await world.network.chain.mine();
    await tray().getByText("Done. Your nodes know.").waitFor();
    await page.getByText("“Over a reload”").waitFor();
    const [share] = await alice.owner.listShares();
    expect((await bob.consumer.readShare(share?.share ?? "")).records).to.have.length(1);

    await tray()
      .getByRole("button", { name: /^Dismiss/ })
      .click();
    await tray().waitFor({ state: "detached" });
    await page.reload();
    await comeBack(page);
    await page.getByText("“Over a reload”").waitFor();
    expect(await tray().count()).to.equal(0);
  });

  it("is followed to its end over a reload: a revocation, whose keys are destroyed then", async () => {
    await world.network.chain.setAutomine(false);
    await page.getByRole("button", { name: "Revoke: City" }).click();
    await dialogOf(page).getByRole("button", { name: "Revoke", exact: true }).click();
    await reloadOnTheWay();
    expect(await alice.owner.listShares()).to.have.length(1);
    await world.network.chain.mine();
    await tray().getByText("Done. Your nodes know.").waitFor();
    expect(await alice.owner.listShares()).to.deep.equal([]);
  });

  it("is seen to be replaced by another of the same account's, and its share is taken back", async () => {
    const { chain } = world.network;
    await chain.setAutomine(false);
    await giveAccess("Replaced");
    await reloadOnTheWay();
    const nonce = await chain.provider.getTransactionCount(alice.account);
    const tip = 10n ** 11n;
    const other = { to: alice.account, nonce, maxFeePerGas: 2n * tip, maxPriorityFeePerGas: tip };
    await chain.account(1).sendTransaction(other);
    await chain.mine();
    await tray().getByText("Another transaction of your wallet took its place").waitFor();
    await page.getByText("its transaction is not on the chain").waitFor();
    await page.getByRole("button", { name: "Take back: City" }).click();
    await page.getByText("“Replaced”").waitFor({ state: "detached" });
    expect(await alice.owner.listShares()).to.deep.equal([]);
  });

  it("is said to be interrupted where the page was left before the wallet answered", async () => {
    await page.evaluate(
      ([key, value]) => localStorage.setItem(key ?? "", value ?? ""),
      [
        `idos.transaction.${alice.account}.one`,
        JSON.stringify({
          ...{ id: "one", startedAtMs: 1, state: { stage: "waiting-for-wallet" } },
          intent: { kind: "grant", grantee: bob.account, records: 1 },
        }),
      ],
    );
    await page.reload();
    await comeBack(page);
    await tray().getByText("The page was left before your wallet answered").waitFor();
  });

  it("is not needed to clear a share whose grant was ended elsewhere", async () => {
    alice.signer.reset();
    const share = await alice.owner.grant({
      ...{ grantee: bob.account, records: [city], purpose: "Elsewhere", expiresIn: "1d" },
    });
    await alice.contract.revoke(bob.session.account, share.shareId);
    await page.reload();
    await comeBack(page);
    await page.getByLabel("State").selectOption("Revoked");
    await page.getByRole("button", { name: "Clear: City" }).first().click();
    await page.getByText("“Elsewhere”").waitFor({ state: "detached" });
    expect((await alice.owner.listShares()).map(({ purpose }) => purpose)).to.not.include("Elsewhere");
  });
});
