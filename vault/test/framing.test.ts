import { parseAddress } from "@idos/protocol";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { freePort } from "../../scripts/process/free-port.ts";
import { headersOf } from "../src/headers.ts";
import { answersTo, call, enclose, HELLO } from "./harness/ask-as-hostile.ts";
import {
  startVaultSite,
  vaultOriginAt,
  type VaultSite,
  type VaultSiteOptions,
} from "./harness/vault-site.ts";

/** The vault's pages alone: what is refused before a node is asked. */
async function startSite(options: Pick<VaultSiteOptions, "headers"> = {}) {
  const port = await freePort();
  const deployment = { chainId: 31337, contract: parseAddress(`0x${"11".repeat(20)}`) };
  const nowhere = { node: "http://node.localhost:1", deployment, idleSeconds: 600 };
  const site = await startVaultSite({ port, ...nowhere, ...options });
  return { ...site, vaultOrigin: vaultOriginAt(port) };
}

async function embed(site: VaultSite & { vaultOrigin: string }, path: string): Promise<Page> {
  const page = await site.browser.newPage();
  await page.goto(site.hostileOrigin);
  await page.evaluate(call("embed", `${site.vaultOrigin}${path}`));
  return page;
}

describe("a hostile page and the vault in its frame", () => {
  let site: VaultSite & { vaultOrigin: string };

  before(async () => {
    site = await startSite();
  });
  after(() => site.stop());

  for (const path of ["/popup", "/frame"])
    it(`is not shown ${path} by the browser`, async () => {
      const page = await site.browser.newPage();
      await page.goto(site.hostileOrigin);
      const failed = page.waitForEvent("requestfailed");
      await page.evaluate(call("embed", `${site.vaultOrigin}${path}`));
      expect((await failed).failure()?.errorText).to.equal("net::ERR_BLOCKED_BY_RESPONSE");
      expect(await page.evaluate("hostile.readies()")).to.equal(0);
    });
});

describe("a hostile page and the vault in its frame, where the header that forbids it is lost", () => {
  let site: VaultSite & { vaultOrigin: string };

  before(async () => {
    site = await startSite({
      headers: (page, config) => {
        const { "content-security-policy": policy = "", ...others } = headersOf(page, config);
        return { ...others, "content-security-policy": policy.replace(/frame-ancestors [^;]*;/, "") };
      },
    });
  });
  after(() => site.stop());

  it("is told by the frame that it is no first party", async () => {
    const page = await embed(site, "/frame");
    await page.waitForFunction("hostile.readies() === 1");
    await page.evaluate(call("bring", HELLO));
    const answers = await answersTo(page, [enclose({ type: "status" })]);
    expect(answers).to.have.nested.property("[0].answer.code", "VAULT_NOT_ALLOWED");
  });

  it("finds nothing to click on in the window's page", async () => {
    const page = await embed(site, "/popup");
    const [inner] = page.mainFrame().childFrames();
    await inner?.getByText("does not run in a frame").waitFor();
    expect(await inner?.getByRole("button").count()).to.equal(0);
    expect(await page.evaluate("hostile.readies()")).to.equal(0);
  });
});
