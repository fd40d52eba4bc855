import { expect } from "chai";
import { type Filter, type FilterByBlockHash, JsonRpcProvider, type Log } from "ethers";
import { findLogs } from "../../src/chain/find-logs.ts";

/** As an RPC service that answers for a limited number of blocks: it tells the ranges that it answered. */
class LimitedProvider extends JsonRpcProvider {
  readonly answered: string[] = [];
  readonly #blocksMax: number;

  constructor(blocksMax: number) {
    super("http://127.0.0.1:1", 1, { staticNetwork: true });
    this.#blocksMax = blocksMax;
  }

  override async getLogs(filter: Filter | FilterByBlockHash): Promise<Log[]> {
    const [from, to] = "fromBlock" in filter ? [Number(filter.fromBlock), Number(filter.toBlock)] : [0, 0];
    if (to - from >= this.#blocksMax) throw new Error("block range is too wide");
    this.answered.push(`${from}-${to}`);
    return Promise.resolve([]);
  }
}

const search = (fromBlock: number, toBlock: number) => ({ address: "0x", topics: [], fromBlock, toBlock });

describe("a search for logs", () => {
  it("asks in halves, in order and without a gap, where a provider refuses the whole", async () => {
    const provider = new LimitedProvider(1_000);
    await findLogs(provider, search(0, 3_999));
    expect(provider.answered).to.deep.equal(["0-999", "1000-1999", "2000-2999", "3000-3999"]);
  });

  it("gives up where even a narrow range is refused, and asks for nothing of an empty one", async () => {
    const provider = new LimitedProvider(0);
    const refused = await findLogs(provider, search(0, 3_999)).catch((error: unknown) => error);
    expect(refused).to.be.an("error").with.property("message", "block range is too wide");
    expect(await findLogs(provider, search(5, 4))).to.deep.equal([]);
  });
});
