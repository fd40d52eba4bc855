import { expect } from "chai";
import { ethers, freshWorld } from "./support/world.ts";

const ERC165_FUNCTIONS = ["supportsInterface(bytes4)"];
const ERC5267_FUNCTIONS = ["eip712Domain()"];

describe("the contract's interface", () => {
  it("says by ERC-165 that it is the protocol, and ERC-165 itself", async () => {
    const { amp } = await freshWorld();
    const signatures: string[] = [];
    amp.interface.forEachFunction((fragment) => signatures.push(fragment.format("sighash")));
    const own = signatures.filter((name) => ![...ERC165_FUNCTIONS, ...ERC5267_FUNCTIONS].includes(name));
    expect(own).to.have.length(21);
    const selectorOf = (name: string): bigint => BigInt(ethers.id(name).slice(0, 10));
    const interfaceId = own.reduce((id, name) => id ^ selectorOf(name), 0n);
    for (const [id, supported] of [
      [ethers.toBeHex(interfaceId, 4), true],
      ["0x01ffc9a7", true],
      ["0xffffffff", false],
      ["0x00000000", false],
    ] as const) {
      expect(await amp.supportsInterface(id), id).to.equal(supported);
    }
  });

  it("says its signing domain by ERC-5267", async () => {
    const { amp } = await freshWorld();
    const domain = await amp.eip712Domain();
    expect(domain.fields).to.equal("0x0f");
    expect([domain.name, domain.version]).to.deep.equal(["Access Management Protocol", "1"]);
    expect(domain.chainId).to.equal((await ethers.provider.getNetwork()).chainId);
    expect(domain.verifyingContract).to.equal(await amp.getAddress());
    expect([domain.salt, [...domain.extensions]]).to.deep.equal([ethers.ZeroHash, []]);
  });

  it("takes no ether", async () => {
    const { amp, owner } = await freshWorld();
    await expect(owner.sendTransaction({ to: await amp.getAddress(), value: 1n })).to.revert(ethers);
  });
});
