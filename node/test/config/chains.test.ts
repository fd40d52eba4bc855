import { parseAddress } from "@idos/protocol";
import { expect } from "chai";
import { parseChains } from "../../src/config/chains.ts";

const known = {
  ...{ network: "base", chainId: 8453, deployBlock: 4_000_000 },
  contract: parseAddress(`0x${"d0".repeat(20)}`),
};
const local = {
  rpcUrls: ["http://127.0.0.1:8545"],
  ...{ chainId: 31337, contract: `0x${"c0".repeat(20)}`, deployBlock: 1 },
};
const base = { rpcUrls: ["https://base.example/secret", "wss://other.example"], chainId: 8453 };

const parse = (list: unknown, others: Record<string, unknown> = {}) =>
  parseChains({ IDOS_CHAINS: list, ...others }, [known]);
const problemsOf = (list: unknown, others?: Record<string, unknown>) => parse(list, others).problems;

describe("the node's chains", () => {
  it("are listed as JSON, in a variable's text or as they stand in a file, the default one first", () => {
    const list = [{ ...base, finality: "finalized" }, local];
    for (const given of [list, JSON.stringify(list)]) {
      const { chains } = parse(given);
      expect(chains?.map(({ chainId, finality }) => [chainId, finality])).to.deep.equal([
        [8453, "finalized"],
        [31337, 12],
      ]);
      expect(chains?.[0]).to.deep.include({ contract: known.contract, deployBlock: known.deployBlock });
      expect(chains?.[1]).to.deep.include({
        contract: local.contract,
        deployBlock: 1,
        pollIntervalMs: 1_000,
      });
    }
  });

  it("are told what is wrong by entry and field, all at once", () => {
    const half = { ...base, chainId: 31337, deployBlock: 1 };
    const problems = problemsOf([
      { ...base, rpcUrls: [] },
      half,
      { ...local, rpcUrl: "x", finality: "soon" },
    ]);
    expect(problems.map((problem) => problem.split(":")[0])).to.have.members([
      "IDOS_CHAINS[0].rpcUrls",
      "IDOS_CHAINS[1].contract",
      "IDOS_CHAINS[2].rpcUrl",
      "IDOS_CHAINS[2].finality",
    ]);
  });

  it("are refused when two entries are of one chain, whatever their contracts", () => {
    const other = { ...local, contract: `0x${"e0".repeat(20)}` };
    expect(problemsOf([local, base, other])).to.deep.equal([
      "IDOS_CHAINS[2].chainId: an entry before it is of the same chain",
    ]);
  });

  it("are not said twice: the variables of an only chain are refused beside the list", () => {
    expect(problemsOf([local], { IDOS_FINALITY: "3", IDOS_CHAIN_ID: "1" })).to.deep.equal([
      "IDOS_CHAIN_ID: IDOS_CHAINS says it instead",
      "IDOS_FINALITY: IDOS_CHAINS says it instead",
    ]);
  });

  it("are one at least, each an object", () => {
    for (const wrong of ["[", "{}", [], [1], "[[]]", null])
      expect(problemsOf(wrong)).to.deep.equal(["IDOS_CHAINS: not a JSON list of objects, one at least"]);
  });

  it("are never printed, since an endpoint's URL may hold a key", () => {
    const hidden = ["ftp://u:hunter2@a.example", "hunter2", "https://hunter2 .example"];
    for (const url of hidden)
      expect(problemsOf([{ ...base, rpcUrls: [url] }]).join()).to.not.contain("hunter2");
    expect(problemsOf(`[{"rpcUrls": ["https://hunter2"`).join()).to.not.contain("hunter2");
  });
});
