import { expect } from "chai";
import {
  type Bytes32,
  type DidKey,
  encodeDidKey,
  parseBytes32,
  RECEIPT,
  type Receipt,
  receiptHash,
  receiptSchema,
  signStatement,
  verifyReceiptChain,
} from "@idos/protocol";

const OWNER = parseBytes32(`0x${"11".repeat(32)}`);
const OTHER = parseBytes32(`0x${"22".repeat(32)}`);

interface Signer {
  readonly did: DidKey;
  readonly privateKey: CryptoKey;
}

async function newSigner(): Promise<Signer> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const bytes = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  return { did: encodeDidKey({ curve: "Ed25519", bytes }), privateKey };
}

function receipt(seq: number, prev: Bytes32 | null, changes: Partial<Receipt> = {}): Receipt {
  return receiptSchema.parse({
    ...{ v: 1, node: "https://node.example", owner: OWNER, seq, prev, share: OTHER, record: null, iat: seq },
    reader: `0x${"b2".repeat(20)}`,
    decidedAt: { chainId: 1, contract: `0x${"c3".repeat(20)}`, blockNumber: seq, blockHash: OTHER },
    ...changes,
  });
}

describe("a chain of receipts", () => {
  let node: Signer;
  let nodeKey: DidKey;
  /** Oldest first. */
  let chain: string[];

  const sign = (claims: Receipt, signer = node): Promise<string> =>
    signStatement(RECEIPT, claims, signer.did, signer.privateKey);
  const verify = (oldestFirst: readonly string[], seen?: { seq: number; hash: Bytes32 }) =>
    verifyReceiptChain(
      [...oldestFirst].reverse(),
      seen === undefined ? { nodeKey, owner: OWNER } : { nodeKey, owner: OWNER, seen },
    );
  const seenAt = (seq: number) => ({ seq, hash: receiptHash(chain[seq - 1] ?? "") });
  /** The chain with another receipt in one place, and the ones after it made anew to lead there. */
  async function rewritten(from: number, changes: Partial<Receipt>): Promise<string[]> {
    const made = chain.slice(0, from - 1);
    for (let seq = from; seq <= chain.length; seq += 1) {
      const prev = receiptHash(made.at(-1) ?? "");
      made.push(await sign(receipt(seq, prev, seq === from ? changes : {})));
    }
    return made;
  }

  before(async () => {
    node = await newSigner();
    nodeKey = node.did;
    chain = [];
    for (let seq = 1; seq <= 5; seq += 1) {
      const last = chain.at(-1);
      chain.push(await sign(receipt(seq, last === undefined ? null : receiptHash(last))));
    }
  });

  it("holds as it was made, whole or any stretch of it, and says where it ends", async () => {
    expect(await verify(chain))
      .to.have.property("receipts")
      .with.length(5);
    expect(await verify(chain))
      .to.have.property("newest")
      .deep.equal(seenAt(5));
    expect(await verify(chain.slice(1, 4)))
      .to.have.property("newest")
      .deep.equal(seenAt(4));
    expect(await verify([])).to.deep.equal({ receipts: [], newest: undefined });
  });

  it("leads back to what was seen before, and holds that too where it is listed again", async () => {
    expect(await verify(chain.slice(3), seenAt(3))).to.have.property("receipts");
    expect(await verify(chain.slice(2), seenAt(3))).to.have.property("receipts");
    expect(await verify(chain, seenAt(5))).to.have.property("receipts");
  });

  it("does not hold with a receipt left out", async () => {
    const [a = "", b = "", , d = "", e = ""] = chain;
    expect(await verify([a, b, d, e])).to.deep.equal({ fault: "gap", at: 1 });
    expect(await verify([e], seenAt(3))).to.deep.equal({ fault: "gap", at: 0 });
  });

  it("does not hold in another order, or with a receipt twice", async () => {
    const [a = "", b = "", c = ""] = chain;
    expect(await verify([a, c, b])).to.deep.equal({ fault: "order", at: 0 });
    expect(await verify([a, b, b])).to.deep.equal({ fault: "order", at: 0 });
  });

  it("does not hold when it was cut back behind what was seen", async () => {
    expect(await verify(chain.slice(0, 3), seenAt(5))).to.have.property("fault", "order");
    expect(await verify([], seenAt(5))).to.deep.equal({ fault: "gap", at: 0 });
  });

  it("does not hold when one receipt was changed, though the node signed all of it", async () => {
    const fork = await rewritten(3, { reader: receipt(1, null).reader, iat: 999 });
    expect(await verify(fork), "by itself nobody can tell").to.have.property("receipts");
    expect(await verify([...chain.slice(0, 3), ...fork.slice(3)])).to.deep.equal({ fault: "fork", at: 1 });
    expect(await verify(fork, seenAt(3))).to.deep.equal({ fault: "fork", at: 2 });
    expect(await verify(fork.slice(3), seenAt(3))).to.deep.equal({ fault: "fork", at: 1 });
  });

  it("does not hold with a receipt that another key signed, or nobody", async () => {
    const stranger = await newSigner();
    const forged = await sign(receipt(6, receiptHash(chain.at(-1) ?? "")), stranger);
    expect(await verify([...chain, forged])).to.deep.equal({ fault: "forged", at: 0 });
    const [header = "", , signature = ""] = forged.split(".");
    const [, payload = ""] = (chain[4] ?? "").split(".");
    expect(await verify([`${header}.${payload}.${signature}`])).to.deep.equal({ fault: "forged", at: 0 });
    expect(await verify(["not.a.jws"])).to.deep.equal({ fault: "forged", at: 0 });
  });

  it("does not hold with a receipt of another owner's", async () => {
    const foreign = await sign(receipt(6, receiptHash(chain.at(-1) ?? ""), { owner: OTHER }));
    expect(await verify([...chain, foreign])).to.deep.equal({ fault: "foreign", at: 0 });
  });

  it("begins with a receipt that names none before it", () => {
    const first = receipt(1, null);
    expect(receiptSchema.safeParse({ ...first, prev: OTHER }).success).to.equal(false);
    expect(receiptSchema.safeParse({ ...first, seq: 2 }).success).to.equal(false);
    expect(receiptSchema.safeParse({ ...first, seq: 2, prev: OTHER }).success).to.equal(true);
    expect(receiptSchema.safeParse({ ...first, salt: OTHER }).success).to.equal(false);
  });
});
