import { expect } from "chai";
import { deploymentOn, DEPLOYMENTS, parseAddress } from "../src/index.ts";

describe("the known deployments", () => {
  const sepolia = {
    ...{ network: "sepolia", chainId: 11155111, deployBlock: 7 },
    contract: parseAddress(`0x${"c0".repeat(20)}`),
  };

  it("are found by chain id", () => {
    expect(deploymentOn(11155111, [sepolia])).to.equal(sepolia);
    expect(deploymentOn(1, [sepolia])).to.equal(undefined);
  });

  it("hold one contract a chain, and no local chain", () => {
    const chainIds = DEPLOYMENTS.map(({ chainId }) => chainId);
    expect(new Set(chainIds).size).to.equal(chainIds.length);
    expect(chainIds).to.not.include(31337);
  });
});
