import { readFile } from "node:fs/promises";
import { expect } from "chai";
import { gasOf, measureGas } from "./support/gas.ts";
import { ethers, FAR_FUTURE, freshWorld, type World } from "./support/world.ts";

const TABLE = new URL("../../docs/gas.md", import.meta.url);

/** The first two columns of the page's table. */
async function committed(): Promise<Record<string, number>> {
  const rows = (await readFile(TABLE, "utf8")).matchAll(/^\| ([^|]+?) +\| +([0-9,]+) +\|/gm);
  return Object.fromEntries(
    [...rows].map(([, name = "", gas = ""]) => [name, Number(gas.replaceAll(",", ""))]),
  );
}

describe("gas", () => {
  it("of every function is what docs/gas.md says", async () => {
    expect(await measureGas(await freshWorld())).to.deep.equal(await committed());
  });

  it("of a revocation and of a check does not grow with the grants around it", async () => {
    const shareId = ethers.id("the share to revoke");
    const costs = async ({ amp, owner, grantee }: World) => {
      await amp.connect(owner).grant(grantee, shareId, FAR_FUTURE);
      const checked = await amp.isGranted.estimateGas(owner, grantee, shareId);
      return { checked, revoked: await gasOf(amp.connect(owner).revoke(grantee, shareId)) };
    };
    const alone = await costs(await freshWorld());
    const world = await freshWorld();
    const grants = Array.from({ length: 200 }, (_, i) => ({
      grantee: world.grantee.address,
      shareId: ethers.id(`another share ${i}`),
      expiresAt: FAR_FUTURE,
    }));
    for (const who of [world.owner, world.stranger]) await world.amp.connect(who).grantMany(grants);
    expect(await costs(world)).to.deep.equal(alone);
  });
});
