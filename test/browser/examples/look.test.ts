import { expect } from "chai";
import { accessibilityFaults } from "../harness/axe.ts";
import { watchedContext } from "../harness/chromium.ts";
import { besidesRefusals } from "./besides-refusals.ts";
import { type ExampleWorld, startExampleWorld } from "./example-world.ts";
import { walletDialog } from "./in-wallet.ts";
import { applyForCredential, fillForm } from "./tour-steps.ts";

describe("the look of the examples' pages", () => {
  let world: ExampleWorld;

  before(async () => {
    world = await startExampleWorld();
  });
  after(() => world.stop());

  for (const width of [360, 1280])
    for (const colorScheme of ["light", "dark"] as const)
      it(`is without fault by axe at ${width} pixels in ${colorScheme} colors, and nothing is wider than the page`, async () => {
        const { context, faults } = await watchedContext(world.browser);
        const found: string[] = [];
        const page = await context.newPage();
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        const look = async (name: string): Promise<void> => {
          found.push(...(await accessibilityFaults(page)).map((fault) => `${name}: ${fault}`));
          const isWider = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
          if (isWider === true) found.push(`${name}: wider than the page`);
          await page.screenshot({ path: `.idos/screenshots/${name}-${width}-${colorScheme}.png` });
        };
        await page.goto(world.dappUrl);
        await page.getByText("Whether you are 18 or older").waitFor();
        await look("dapp");
        await page.goto(world.issuerUrl);
        await look("issuer");
        await page.getByRole("button", { name: "Apply with my wallet" }).click();
        await look("issuer-faults");
        await fillForm(page);
        await page.getByRole("button", { name: "Apply with my wallet" }).click();
        await walletDialog(page, "Connect as").waitFor();
        await look("wallet");
        await walletDialog(page, "Connect as").getByRole("button", { name: "Reject" }).click();
        await applyForCredential(page);
        await look("issuer-sent");
        await page.goto(world.officeUrl);
        await page.getByRole("button", { name: "Deny" }).first().waitFor();
        await look("office");
        expect(found).to.deep.equal([]);
        expect(besidesRefusals(faults)).to.deep.equal([]);
        await context.close();
      });
});
