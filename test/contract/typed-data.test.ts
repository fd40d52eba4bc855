import { concat, SigningKey, toUtf8Bytes } from "ethers";
import { expect } from "chai";
import { ethers, FAR_FUTURE, freshWorld, NEVER_EXPIRES, randomShareId } from "./support/world.ts";

const hashText = (text: string): string => ethers.keccak256(toUtf8Bytes(text));
const encode = (types: string[], values: unknown[]): string =>
  ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(types, values));

/** Signs struct hashes in the domain of the contract at this address. */
async function signerOf(contract: string, key: SigningKey): Promise<(structHash: string) => string> {
  const { chainId } = await ethers.provider.getNetwork();
  const domain = encode(
    ["bytes32", "bytes32", "bytes32", "uint256", "address"],
    [
      hashText("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
      hashText("Access Management Protocol"),
      hashText("1"),
      chainId,
      contract,
    ],
  );
  return (structHash) => key.sign(ethers.keccak256(concat(["0x1901", domain, structHash]))).serialized;
}

/** EIP-712 written out by hand: no typed-data library has a part in it. */
describe("the digest that an owner signs", () => {
  it("is EIP-712's of Grant and Revoke in the contract's own domain", async () => {
    const { amp, grantee } = await freshWorld();
    const key = new SigningKey(ethers.id("a key that only this test holds"));
    const owner = ethers.computeAddress(key);
    const shareId = randomShareId();
    const sign = await signerOf(await amp.getAddress(), key);

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

  it("is EIP-712's of the sealed kinds, of all, and of a batch", async () => {
    const { amp, grantee } = await freshWorld();
    const key = new SigningKey(ethers.id("another key that only this test holds"));
    const owner = ethers.computeAddress(key);
    const [handle, shareId] = [randomShareId(), randomShareId()];
    const sign = await signerOf(await amp.getAddress(), key);
    const seal = encode(
      ["bytes32", "address", "bytes32", "uint64", "uint64", "uint64", "uint256"],
      [
        hashText(
          "GrantSealed(address owner,bytes32 handle,uint64 expiresAt,uint64 epoch,uint64 nonce,uint256 deadline)",
        ),
        ...[owner, handle, NEVER_EXPIRES, 0n, 0n, FAR_FUTURE],
      ],
    );
    await amp.grantSealedBySig(owner, handle, NEVER_EXPIRES, FAR_FUTURE, sign(seal));
    const end = encode(
      ["bytes32", "address", "bytes32", "uint64", "uint64", "uint256"],
      [
        hashText("RevokeSealed(address owner,bytes32 handle,uint64 epoch,uint64 nonce,uint256 deadline)"),
        ...[owner, handle, 0n, 1n, FAR_FUTURE],
      ],
    );
    await amp.revokeSealedBySig(owner, handle, FAR_FUTURE, sign(end));
    const all = encode(
      ["bytes32", "address", "uint64", "uint256"],
      [hashText("RevokeAll(address owner,uint64 epoch,uint256 deadline)"), owner, 0n, FAR_FUTURE],
    );
    await amp.revokeAllBySig(owner, FAR_FUTURE, sign(all));

    const changeType = "Change(address grantee,bytes32 shareId,uint64 expiresAt,uint64 nonce)";
    const sealedType = "SealedChange(bytes32 handle,uint64 expiresAt,uint64 nonce)";
    const change = encode(
      ["bytes32", "address", "bytes32", "uint64", "uint64"],
      [hashText(changeType), grantee.address, shareId, 7_000_000_000n, 0n],
    );
    const sealed = encode(
      ["bytes32", "bytes32", "uint64", "uint64"],
      [hashText(sealedType), handle, 8_000_000_000n, 2n],
    );
    const batchType = `Batch(address owner,Change[] changes,SealedChange[] sealedChanges,uint64 epoch,uint256 deadline)`;
    const batch = encode(
      ["bytes32", "address", "bytes32", "bytes32", "uint64", "uint256"],
      [
        hashText(`${batchType}${changeType}${sealedType}`),
        ...[owner, ethers.keccak256(change), ethers.keccak256(sealed), 1n, FAR_FUTURE],
      ],
    );
    await amp.batchBySig(
      owner,
      [{ grantee: grantee.address, shareId, expiresAt: 7_000_000_000n, nonce: 0n }],
      [{ handle, expiresAt: 8_000_000_000n, nonce: 2n }],
      FAR_FUTURE,
      sign(batch),
    );
    expect(await amp.isGranted(owner, grantee, shareId)).to.equal(true);
    expect(await amp.grantOf(owner, handle)).to.deep.equal([8_000_000_000n, 1n, 3n]);
  });
});
