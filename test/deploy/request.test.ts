import { expect } from "chai";
import { parseEther } from "ethers";
import { parseDeployRequest } from "../../scripts/deploy/deploy-request.ts";
import { NETWORKS } from "../../scripts/deploy/networks.ts";

describe("the command line of a deployment", () => {
  const rpc = ["--rpc", "https://rpc.example/key"];

  function refusal(...args: string[]): string {
    try {
      parseDeployRequest(args, undefined);
      return "not refused";
    } catch (error) {
      return String(error);
    }
  }

  it("knows six networks by name", () => {
    expect(Object.fromEntries(NETWORKS.map(({ name, chainId }) => [name, chainId]))).to.deep.equal({
      sepolia: 11155111,
      "base-sepolia": 84532,
      "arbitrum-sepolia": 421614,
      "optimism-sepolia": 11155420,
      "polygon-amoy": 80002,
      localhost: 31337,
    });
  });

  it("prefers the endpoint that is named, then the environment's, then the chain's own", () => {
    const url = (args: string[], environment?: string) =>
      parseDeployRequest(["--network", "base-sepolia", ...args], environment).rpcUrl;
    expect(url(rpc, "https://environment.example")).to.equal("https://rpc.example/key");
    expect(url([], "https://environment.example")).to.equal("https://environment.example");
    expect(url([])).to.equal("https://sepolia.base.org");
  });

  it("takes another network by its chain id and endpoint", () => {
    const { network, verify, dryRun } = parseDeployRequest(
      ["--network", "holesky", "--chain-id", "17000", "--no-verify", "--dry-run", ...rpc],
      undefined,
    );
    expect(network).to.include({ name: "holesky", chainId: 17000 });
    expect({ verify, dryRun }).to.deep.equal({ verify: false, dryRun: true });
  });

  it("takes a limit of the cost in coins, and has one for each network", () => {
    const limit = (...args: string[]) => parseDeployRequest([...args, ...rpc], undefined).costMaxWei;
    expect(limit("--network", "sepolia")).to.equal(parseEther("0.1"));
    expect(limit("--network", "polygon-amoy")).to.equal(parseEther("1"));
    expect(limit("--network", "holesky", "--chain-id", "17000")).to.equal(parseEther("0.1"));
    expect(limit("--network", "sepolia", "--max-cost", "0.025")).to.equal(parseEther("0.025"));
  });

  it("is never repeated where it is not understood: a URL may hold a key", () => {
    for (const args of [
      ["https://rpc.example/s3cret"],
      ["--", "s3cret/KEY"],
      ["--https://rpc.example/s3cret"],
      ["--rpcx=https://rpc.example/s3cret"],
      ["--dry-run=s3cret"],
      ["--rpc", "-s3cret"],
      ["-3cret"],
      ["--chain-id", "s3cret"],
      ["--max-cost", "s3cret"],
      ["--rpc", "s3cret"],
    ])
      expect(refusal("--network", "sepolia", ...args))
        .to.match(/^UsageError: \S+ /)
        .and.not.match(/3|cret|rpc\.example|KEY/);
  });

  for (const [words, args] of [
    ["--network NAME is missing", rpc],
    ["a name is made of", ["--network", "../etc", ...rpc]],
    ["a name is made of", ["--network", "Sepolia", ...rpc]],
    ["sepolia has no endpoint", ["--network", "sepolia"]],
    ["holesky is not ready by name", ["--network", "holesky", ...rpc]],
    ["holesky has no endpoint", ["--network", "holesky", "--chain-id", "17000"]],
    ["chain 11155111 is sepolia: use that name", ["--network", "mine", "--chain-id", "11155111", ...rpc]],
    ["sepolia is chain 11155111, not 1", ["--network", "sepolia", "--chain-id", "1", ...rpc]],
    ["--chain-id takes a whole number", ["--network", "mine", "--chain-id", "0x1", ...rpc]],
    ["--confirmations takes a whole number", ["--network", "sepolia", "--confirmations", "0", ...rpc]],
    ["--max-cost takes an amount", ["--network", "sepolia", "--max-cost", "0x1", ...rpc]],
    ["--max-cost takes an amount", ["--network", "sepolia", "--max-cost", "1e3", ...rpc]],
    ["--transaction takes a transaction's hash", ["--network", "sepolia", "--transaction", "0x12", ...rpc]],
    ["must be one of http or https", ["--network", "sepolia", "--rpc", "ws://rpc.example"]],
    ["must be one of http or https", ["--network", "sepolia", "--rpc", "rpc.example"]],
    ["Unknown option '--forse'", ["--network", "sepolia", "--forse", ...rpc]],
  ] as const) {
    it(`refuses ${args.join(" ")}: ${words}`, () => {
      expect(refusal(...args))
        .to.match(/^UsageError: /)
        .and.include(words);
    });
  }
});
