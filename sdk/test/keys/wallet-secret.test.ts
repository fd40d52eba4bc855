import { parseAddress, type WalletBackup } from "@idos/protocol";
import { expect } from "chai";
import {
  concat,
  dataSlice,
  type HDNodeWallet,
  type Signer,
  SigningKey,
  toBeHex,
  TypedDataEncoder,
  Wallet,
} from "ethers";
import { startTestChain, type TestChain } from "../../../test/harness/chain.ts";
import { declined } from "../../../test/harness/refusals.ts";
import { provenWalletSecret, walletSecret } from "../../src/keys/wallet-secret.ts";
import { idOf } from "../harness/actor.ts";
import { expectIdosError } from "../harness/expect-error.ts";

describe("a wallet's signature as a backup's secret", () => {
  let chain: TestChain;
  let wallet: HDNodeWallet;
  before(async () => {
    chain = await startTestChain();
    wallet = Wallet.createRandom(chain.provider);
  });
  after(() => chain.stop());

  const partsOf = (signer: Signer, chainId = chain.chainId) => ({
    signer,
    account: parseAddress(wallet.address),
    deployment: { chainId, contract: parseAddress(wallet.address) },
  });
  const asked = (): WalletBackup => ({
    ...{ application: "Dashboard", userId: idOf(1), account: parseAddress(wallet.address), salt: idOf(2) },
  });
  /** The wallet, with something about it different. */
  const but = (changes: Partial<Signer>): Signer => Object.assign(wallet.connect(chain.provider), changes);
  const refusal = async (signer: Signer, reason: string) => {
    const call = () => provenWalletSecret(partsOf(signer), asked());
    expect((await expectIdosError(call, "WALLET_UNSUITABLE")).values).to.deep.equal({ reason });
  };

  it("is the same each time, and another for another salt, user or application", async () => {
    const secret = await provenWalletSecret(partsOf(wallet), asked());
    expect(await walletSecret(partsOf(wallet), asked())).to.equal(secret);
    for (const change of [{ salt: idOf(3) }, { userId: idOf(3) }, { application: "Another" }])
      expect(await walletSecret(partsOf(wallet), { ...asked(), ...change })).to.not.equal(secret);
  });

  it("is refused of a wallet that signs the same thing differently", async () => {
    let nonce = 1n;
    const signTypedData: Signer["signTypedData"] = (...data) => {
      nonce += 1n;
      return Promise.resolve(signWithNonce(TypedDataEncoder.hash(...data), wallet.privateKey, nonce));
    };
    await refusal(but({ signTypedData }), "signature-varies");
  });

  it("is refused where the wallet answers no signature that can be", async () => {
    const signTypedData = () => Promise.resolve(`0x${"ff".repeat(65)}`);
    const parts = partsOf(but({ signTypedData }));
    await expectIdosError(() => provenWalletSecret(parts, asked()), "WALLET_FAILED");
  });

  it("is refused of a contract account, by its code or by what it answers", async () => {
    await chain.provider.send("hardhat_setCode", [wallet.address, "0x6001600155"]);
    await refusal(wallet, "contract-account");
    await chain.provider.send("hardhat_setCode", [wallet.address, `0xef0100${"11".repeat(20)}`]);
    await provenWalletSecret(partsOf(wallet), asked());
    await chain.provider.send("hardhat_setCode", [wallet.address, "0x"]);
    const long = () => Promise.resolve(`0x${"ab".repeat(96)}`);
    await refusal(but({ signTypedData: long }), "not-the-account-key");
    const another = Wallet.createRandom();
    const byAnother: Signer["signTypedData"] = (...data) => another.signTypedData(...data);
    await refusal(but({ signTypedData: byAnother }), "not-the-account-key");
    await refusal(wallet.connect(null), "chain-unknown");
  });

  it("is refused where the person declines, or account or chain were switched", async () => {
    const parts = partsOf(but({ signTypedData: declined }));
    await expectIdosError(() => provenWalletSecret(parts, asked()), "WALLET_REJECTED");
    const getAddress = () => Promise.resolve(Wallet.createRandom().address);
    const switched = partsOf(but({ getAddress }));
    await expectIdosError(() => provenWalletSecret(switched, asked()), "WRONG_ACCOUNT");
    const elsewhere = partsOf(wallet, chain.chainId + 1);
    await expectIdosError(() => provenWalletSecret(elsewhere, asked()), "WRONG_CHAIN");
    const broken = () => Promise.reject(new Error("disconnected"));
    const disconnected = partsOf(but({ signTypedData: broken }));
    await expectIdosError(() => provenWalletSecret(disconnected, asked()), "WALLET_FAILED");
  });
});

const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** An ECDSA signature by the nonce that is given, where wallets derive one from what they sign (RFC 6979) or draw it. */
function signWithNonce(digest: string, privateKey: string, nonce: bigint): string {
  const point = SigningKey.computePublicKey(toBeHex(nonce, 32));
  const r = BigInt(dataSlice(point, 1, 33)) % CURVE_ORDER;
  const s = (power(nonce, CURVE_ORDER - 2n) * (BigInt(digest) + r * BigInt(privateKey))) % CURVE_ORDER;
  const isHigh = s > CURVE_ORDER / 2n;
  const isOdd = BigInt(dataSlice(point, 33)) % 2n === 1n;
  const v = isOdd === isHigh ? 27 : 28;
  return concat([toBeHex(r, 32), toBeHex(isHigh ? CURVE_ORDER - s : s, 32), toBeHex(v)]);
}

function power(base: bigint, exponent: bigint): bigint {
  if (exponent === 0n) return 1n;
  const half = power((base * base) % CURVE_ORDER, exponent / 2n);
  return exponent % 2n === 1n ? (half * base) % CURVE_ORDER : half;
}
