import { expect } from "chai";
import { settled, sharedCity } from "../../harness/people.ts";
import { type DashboardWorld, startDashboardWorld } from "./world.ts";

describe("the public grants of an account", () => {
  let world: DashboardWorld;

  before(async () => {
    world = await startDashboardWorld();
  });
  after(() => world.stop());

  it("are shown to whoever has neither wallet nor entry, and of sealed ones no reader", async () => {
    const { network, browser } = world;
    const [alice, bob] = [await settled(network, 1), await settled(network, 2)];
    const { shareId } = await sharedCity(alice, bob);
    await alice.owner.revoke(shareId);
    await sharedCity(alice, bob, "Porto", { expiresIn: "never" });
    await sharedCity(alice, bob, "Faro", { sealed: true });

    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(world.url);
    await page.getByRole("link", { name: "Look up public grants" }).click();
    await page.getByLabel("Account").fill("0x70997970C51812dc3A010C7d01b50e0d17dc79c8");
    await page.getByRole("button", { name: "Look it up" }).click();
    await page.getByText("capital letters do not add up").waitFor();
    await page.getByLabel("Account").fill(alice.account);
    await page.getByRole("button", { name: "Look it up" }).click();

    await page.getByText(/^revoked in block/).waitFor();
    const states = await page.getByRole("listitem").locator(".badge").allTextContents();
    expect(states).to.deep.equal(["Ends soon", "Active", "Revoked"]);
    expect(await page.getByTitle(/^0x3c44/i).count()).to.equal(2);
    expect(await page.getByText("Lisbon").count()).to.equal(0);

    await page.goto(`${world.url}/address/${network.issuerAccount}`);
    await page.getByText("never given access").waitFor();
    await context.close();
  });
});
