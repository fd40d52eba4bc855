import { concat, dataSlice, id, Signature, toBeHex } from "ethers";
import { expect } from "chai";
import {
  type Account,
  prepare,
  SIGNED_CALLS,
  type SignedCall,
  signTerms,
  type Terms,
  termsOf,
} from "./support/signed-calls.ts";
import { deployContract, ethers, freshWorld, time, type World } from "./support/world.ts";

const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** Another value of each term, so that what is signed and what is sent differ in it alone. */
const altered = (terms: Terms, name: keyof Terms, world: World): Terms => {
  const others: Terms = {
    ...{ owner: world.stranger.address, grantee: world.stranger.address, shareId: id("another share") },
    ...{ handle: id("another handle"), expiresAt: terms.expiresAt + 1n, deadline: terms.deadline + 1n },
    ...{ epoch: terms.epoch + 1n, nonce: terms.nonce + 1n },
  };
  return { ...terms, [name]: others[name] };
};

for (const [name, call] of Object.entries(SIGNED_CALLS)) {
  describe(`the signature of ${name}`, () => {
    let world: World;
    let account: Account;
    let terms: Terms;
    let signature: string;

    /** Signs what the account is asked for next. */
    async function ask(asked: Account): Promise<void> {
      account = asked;
      await prepare(world, account, call);
      terms = await termsOf(world, account, call);
      signature = await signTerms(world, account, call, terms);
    }

    beforeEach(async () => {
      world = await freshWorld();
      await ask({ address: world.owner.address, signer: world.owner });
    });

    const send = (bytes = signature, sent = terms, amp = world.amp) => call.send(amp, sent, bytes);
    const expectInvalid = (sent: Promise<unknown>, owner = terms.owner) =>
      expect(sent).to.be.revertedWithCustomError(world.amp, "InvalidSignature").withArgs(owner);
    const expectUsed = (sent: Promise<unknown>, by: SignedCall = call) =>
      by.passesOver
        ? expect(sent).to.be.revertedWithCustomError(world.amp, "NothingToChange").withArgs(terms.owner)
        : expectInvalid(sent);
    const keyedAccount = async (contract = "KeyedAccount"): Promise<Account> => {
      const deployed = await ethers.deployContract(contract, [world.relayer.address]);
      return { address: await deployed.getAddress(), signer: world.relayer };
    };

    it("is good for anyone to send, once", async () => {
      await send(signature, terms, world.amp.connect(world.stranger));
      await expectUsed(send());
    });

    it("is the owner's alone", async () => {
      for (const signer of [world.grantee, world.relayer, world.stranger])
        await expectInvalid(send(await signTerms(world, { ...account, signer }, call, terms)));
    });

    for (const bound of call.binds) {
      it(`binds ${bound}`, async () => {
        const other = altered(terms, bound, world);
        await expectInvalid(send(await signTerms(world, account, call, other)));
        if (bound !== "epoch" && bound !== "nonce") await expectInvalid(send(signature, other), other.owner);
      });
    }

    for (const [other, otherCall] of Object.entries(SIGNED_CALLS).filter(([kind]) => kind !== name)) {
      it(`is not good for ${other}`, async () => {
        const asked = await termsOf(world, account, otherCall);
        await expectInvalid(otherCall.send(world.amp, asked, signature));
        await expectInvalid(otherCall.send(world.amp, { ...asked, nonce: terms.nonce }, signature));
      });
    }

    it("is good in no other deployment, and on no other chain", async () => {
      const deployed = await deployContract(world.stranger);
      await expectInvalid(send(signature, terms, deployed));
      for (const chainId of [1n, 31338n])
        await expectInvalid(send(await signTerms(world, account, call, terms, { chainId })));
    });

    it("is void after a revocation of all", async () => {
      await world.amp.connect(world.owner).revokeAll();
      await expectInvalid(send());
    });

    it("follows the epoch and the nonce to where they are", async () => {
      const own = world.amp.connect(world.owner);
      await own.revokeAll();
      for (let voided = 0; voided < 3; voided++) {
        for (const handle of [call.handleOf(terms), terms.handle]) await own.voidMessages(handle);
      }
      if (call.passesOver) await expectInvalid(send());
      await ask(account);
      expect([terms.epoch, terms.nonce > 2n]).to.deep.equal([1n, true]);
      await send();
      await expectUsed(send());
    });

    if (call.binds.includes("nonce")) {
      it("is void after what was signed for its handle was voided", async () => {
        const own = world.amp.connect(world.owner);
        for (const handle of [call.handleOf(terms), terms.handle]) await own.voidMessages(handle);
        await expectUsed(send());
      });
    }

    it("of a contract account is void for another one with the same key", async () => {
      const other = await keyedAccount();
      await ask(await keyedAccount());
      await prepare(world, other, call);
      await expectInvalid(send(signature, { ...terms, owner: other.address }), other.address);
      await send();
    });

    it("of a contract account is void once the account has another owner", async () => {
      await ask(await keyedAccount("RekeyedAccount"));
      const contract = await ethers.getContractAt("RekeyedAccount", account.address);
      await contract.getFunction("setKey").send(world.stranger.address);
      await expectInvalid(send());
      await send(await signTerms(world, { ...account, signer: world.stranger }, call, terms));
    });

    it("is 65 bytes long, with a low s", async () => {
      const { r, s, v, compactSerialized } = Signature.from(signature);
      const wrong = {
        malleated: concat([r, toBeHex(CURVE_ORDER - BigInt(s), 32), toBeHex(55 - v, 1)]),
        "of EIP-2098": compactSerialized,
        empty: "0x",
        short: dataSlice(signature, 0, 64),
        long: concat([signature, "0x00"]),
        "of another v": concat([dataSlice(signature, 0, 64), toBeHex(v - 27, 1)]),
      };
      for (const bytes of Object.values(wrong)) await expectInvalid(send(bytes));
      await send();
    });

    for (const [when, offset] of [
      ["good a second before", -1n],
      ["good at", 0n],
      ["late a second after", 1n],
    ] as const) {
      it(`is ${when} its deadline`, async () => {
        const deadline = BigInt(await time.latest()) + 1000n;
        const dated = { ...terms, deadline };
        const bytes = await signTerms(world, account, call, dated);
        await time.setNextBlockTimestamp(deadline + offset);
        if (offset <= 0n) await send(bytes, dated);
        else
          await expect(send(bytes, dated))
            .to.be.revertedWithCustomError(world.amp, "DeadlinePassed")
            .withArgs(deadline, deadline + offset);
      });
    }
  });
}

describe("the table of signed calls", () => {
  it("names every function that takes a signature", async () => {
    const { amp } = await freshWorld();
    const taking: string[] = [];
    amp.interface.forEachFunction(({ inputs, name }) => {
      if (inputs.some((input) => input.name === "signature")) taking.push(name);
    });
    expect(Object.keys(SIGNED_CALLS).sort()).to.deep.equal(taking.sort());
  });
});
