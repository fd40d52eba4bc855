import { type Bytes32, originSchema, ProblemError, verifyReceiptChain } from "@idos/protocol";
import { expect } from "chai";
import { join } from "node:path";
import { loadNodeKey } from "../../src/receipts/load-node-key.ts";
import type { NodeKey } from "../../src/receipts/node-key.ts";
import { createReadLog } from "../../src/receipts/read-log.ts";
import type { ReceiptStore } from "../../src/storage/receipts.ts";
import { openPgliteStore } from "../../src/storage/sql/pglite/open-pglite-store.ts";
import type { Store } from "../../src/storage/store.ts";
import { createPerson, randomId } from "../storage/examples.ts";
import { template, temporaryFolder } from "../storage/folders.ts";
import { sharedRead } from "./example.ts";

const NODE = originSchema.parse("https://node.example");
const READS = 40;

describe("the log of reads", () => {
  let store: Store;
  let key: NodeKey;
  let removeFolder: () => Promise<void>;
  /** How many reads each write to the store was for. */
  let writes: number[];
  let failures: unknown[];

  const logOver = (receipts: Pick<ReceiptStore, "appendReceipts">) =>
    createReadLog({ receipts, key, node: NODE, onFailure: (error) => failures.push(error) });
  const counting: Pick<ReceiptStore, "appendReceipts"> = {
    appendReceipts(reads, sign) {
      writes.push(reads.length);
      return store.receipts.appendReceipts(reads, sign);
    },
  };
  const chainOf = async (owner: Bytes32) => {
    const { items } = await store.receipts.receiptsOf(owner, { limit: 100 });
    return verifyReceiptChain(items, { nodeKey: key.did, owner });
  };

  before(async () => {
    const { folder, remove } = await temporaryFolder();
    removeFolder = remove;
    store = await openPgliteStore(folder, { template });
    key = await loadNodeKey(join(folder, "node-key"));
  });
  after(async () => {
    await store.close();
    await removeFolder();
  });
  beforeEach(() => {
    writes = [];
    failures = [];
  });

  it("writes reads that come together together, in one chain that holds", async () => {
    const { userId } = await createPerson(store);
    const log = logOver(counting);
    const reads = Array.from({ length: READS }, () => sharedRead(userId));
    await Promise.all(reads.map((read) => log.put(read)));
    expect(writes).to.deep.equal([1, READS - 1]);
    const chain = await chainOf(userId);
    expect(chain).to.have.property("receipts").with.length(READS);
    expect(failures).to.deep.equal([]);
  });

  it("keeps one chain where two processes write for the same owner", async () => {
    const { userId } = await createPerson(store);
    const [one, other] = [logOver(store.receipts), logOver(store.receipts)];
    const reads = Array.from({ length: READS }, () => sharedRead(userId));
    await Promise.all(reads.map((read, n) => (n % 2 === 0 ? one : other).put(read)));
    expect(await chainOf(userId))
      .to.have.property("receipts")
      .with.length(READS);
  });

  it("refuses a read that it cannot write, says why to the operator alone, and goes on", async () => {
    const { userId } = await createPerson(store);
    let broken = true;
    const log = logOver({
      appendReceipts: (reads, sign) =>
        broken ? Promise.reject(new Error("disk full")) : store.receipts.appendReceipts(reads, sign),
    });
    const refused = await log.put(sharedRead(userId)).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(ProblemError).and.to.have.property("code", "DEPENDENCY_UNAVAILABLE");
    expect(String(refused)).not.to.contain("disk");
    expect(String(failures[0])).to.contain("disk full");
    broken = false;
    expect(await log.put(sharedRead(userId))).to.equal("kept");
  });

  it("says of an owner who is erased that there is nothing to read", async () => {
    expect(await logOver(store.receipts).put(sharedRead(randomId()))).to.equal("owner-gone");
  });
});
