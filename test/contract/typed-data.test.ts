import { concat, SigningKey, toUtf8Bytes } from "ethers";
import { expect } from "chai";
import { ethers, FAR_FUTURE, freshWorld, NEVER_EXPIRES, randomShareId } from "./support/world.ts";

const hashText = (text: string): string => ethers.keccak256(toUtf8Bytes(text));
const encode = (types: string[], values: unknown[]): string =>
  ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(types, values));

/** EIP-712 written out by hand: no typed-data library has a part in it. */
describe("the digest that an owner signs", () => {
  it("is EIP-712's of Grant and Revoke in the contract's own domain", async () => {
    const { amp, grantee } = await freshWorld();
    const key = new SigningKey(ethers.id("a key that only this test holds"));
    const owner = ethers.computeAddress(key);
    const shareId = randomShareId();
    const { chainId } = await ethers.provider.getNetwork();

    const domain = encode(
      ["bytes32", "bytes32", "bytes32", "uint256", "address"],
      [
        hashText("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
        hashText("Access Management Protocol"),
        hashText("1"),
        chainId,
        await amp.getAddress(),
      ],
    );
    const sign = (structHash: string): string =>
      key.sign(ethers.keccak256(concat(["0x1901", domain, structHash]))).serialized;

    const grant = encode(
      ["bytes32", "address", "address", "bytes32", "uint64", "uint64", "uint64", "uint256"],
      [
        hashText(
          "Grant(address owner,address grantee,bytes32 shareId,uint64 expiresAt,uint64 epoch,uint64 nonce,uint256 deadline)",
        ),
        ...[owner, grantee.address, shareId, NEVER_EXPIRES, 0n, 0n, FAR_FUTURE],
      ],
    );
    await amp.grantBySig(owner, grantee, shareId, NEVER_EXPIRES, FAR_FUTURE, sign(grant));
    expect(await amp.isGranted(owner, grantee, shareId)).to.equal(true);

    const revoke = encode(
      ["bytes32", "address", "address", "bytes32", "uint64", "uint64", "uint256"],
      [
        hashText(
          "Revoke(address owner,address grantee,bytes32 shareId,uint64 epoch,uint64 nonce,uint256 deadline)",
        ),
        ...[owner, grantee.address, shareId, 0n, 1n, FAR_FUTURE],
      ],
    );
    await amp.revokeBySig(owner, grantee, shareId, FAR_FUTURE, sign(revoke));
    expect(await amp.isGranted(owner, grantee, shareId)).to.equal(false);
  });
});
