import { decodeCredential } from "@idos/sdk";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { type WatchedContext, watchedContext } from "../harness/chromium.ts";
import { besidesRefusals } from "./besides-refusals.ts";
import { type ExampleWorld, startExampleWorld } from "./example-world.ts";
import { approveInWallet, connectAs, rejectInWallet } from "./in-wallet.ts";
import { getCredential, shareInVault } from "./tour-steps.ts";

describe("the example dApp's page", () => {
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
    await page.goto(world.dappUrl);
  });
  afterEach(() => watched.context.close());

  const apply = () => page.getByRole("button", { name: "Apply for the loan" });
  const openVault = async (): Promise<Page> => {
    const opened = page.waitForEvent("popup");
    await apply().click();
    return opened;
  };

  it("says what it will see, what for, how long and who reads it", async () => {
    const terms = page.getByRole("region", { name: "What we ask for" });
    await terms.getByText("Whether you are 18 or older").waitFor();
    expect(await terms.innerText())
      .to.include("Check that you may take a loan")
      .and.include("30 days");
  });

  it("grants nothing and keeps the page as it was where the person closes her vault", async () => {
    const popup = await openVault();
    await popup.getByRole("button", { name: "Continue with Development wallet" }).waitFor();
    await popup.close();
    await page.getByText("closed the vault's window").waitFor();
    expect(await apply().isEnabled()).to.equal(true);
    expect(await world.alice.owner.listShares()).to.deep.equal([]);
    expect(watched.faults).to.deep.equal([]);
  });

  it("takes a rejected signature well, shows the outcome, and the end of its access", async () => {
    await getCredential(watched.context, world);
    await shareInVault(await openVault(), world.recoveryCode);
    await connectAs(page, "Alice");
    await rejectInWallet(page, "Sign this text?");
    await page.getByText("You declined in your wallet").waitFor();

    await apply().click();
    await approveInWallet(page, "Sign this text?");
    await page.getByRole("heading", { name: "Your loan is approved" }).waitFor();
    const shares = await world.alice.owner.listShares();
    expect(shares).to.have.length(1);
    const { records } = await world.dapp.consumer.readShare(shares[0]?.share ?? "");
    const shown = records.map(({ content }) =>
      content.kind === "credential" ? decodeCredential(content.sdJwt).claims : content,
    );
    expect(shown).to.deep.equal([{ age_over_18: true }]);

    await world.alice.owner.revoke(shares[0]?.share ?? "");
    await page.getByRole("heading", { name: "Our access has ended" }).waitFor();
    expect(besidesRefusals(watched.faults)).to.deep.equal([]);
  });
});
