import { parseAddress } from "@idos/protocol";
import { expect } from "chai";
import { chainSettings } from "../../src/config/chain-settings.ts";
import { ConfigError, type NodeConfig, parseConfig } from "../../src/config/config.ts";
import { configVariables } from "../../src/config/variables.ts";

const contract = `0x${"c0".repeat(20)}`;
const provider = `0x${"ab".repeat(20)}`;

const required = {
  IDOS_RPC_URLS: "http://127.0.0.1:8545",
  IDOS_CHAIN_ID: "31337",
  IDOS_CONTRACT: contract,
  IDOS_DEPLOY_BLOCK: "1",
};

function problemsOf(environment: Record<string, string>, file?: unknown): readonly string[] {
  try {
    parseConfig(environment, file);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const withValue = (name: string, value: string): NodeConfig => parseConfig({ ...required, [name]: value });

describe("the node's configuration", () => {
  it("needs four variables, where no contract is known on the chain, and has defaults for the rest", () => {
    const config = parseConfig(required);
    expect(config).to.deep.include({
      origin: undefined,
      host: "127.0.0.1",
      port: 8080,
      staleAfterSeconds: 60,
      redisPrefix: "idos:",
      nodeKeyFile: "data/node-key",
      operator: undefined,
      logLevel: "info",
    });
    expect(config.chains).to.deep.equal([
      {
        rpcUrls: ["http://127.0.0.1:8545"],
        ...{ chainId: 31337, contract, deployBlock: 1, finality: 12, pollIntervalMs: 1_000 },
      },
    ]);
    expect(config.providers.size).to.equal(0);
    expect(config.origins.size).to.equal(0);
  });

  it("keeps the data in a folder unless it names a database", () => {
    expect(parseConfig(required)).to.include({ postgres: undefined, dataFolder: "data" });
    const url = "postgres://idos:secret@db.example:5432/idos?sslmode=verify-full";
    const { postgres } = parseConfig({
      ...required,
      IDOS_DATABASE_URL: url,
      IDOS_DATABASE_CONNECTIONS_MAX: "3",
    });
    expect(postgres).to.deep.equal({
      ...{ url, connectionsMax: 3, statementTimeoutMs: 10_000, startWaitSeconds: 30 },
    });
    const [problem] = problemsOf({ ...required, IDOS_DATABASE_URL: "mysql://idos:secret@db.example/idos" });
    expect(problem)
      .to.match(/^IDOS_DATABASE_URL: /)
      .and.not.contain("secret");
  });

  it("names every variable that is missing or wrong, all at once", () => {
    const problems = problemsOf({ IDOS_PORT: "70000", IDOS_CONTRACT: "0x12", IDOS_LOG_LEVEL: "loud" });
    const named = problems.map((problem) => problem.split(":")[0]);
    expect(named).to.have.members([
      "IDOS_RPC_URLS",
      "IDOS_CHAIN_ID",
      "IDOS_CONTRACT",
      "IDOS_DEPLOY_BLOCK",
      "IDOS_PORT",
      "IDOS_LOG_LEVEL",
    ]);
  });

  describe("where a contract is known on the chain", () => {
    const { IDOS_RPC_URLS } = required;
    const known = {
      ...{ network: "sepolia", chainId: 11155111, deployBlock: 4_000_000 },
      contract: parseAddress(`0x${"d0".repeat(20)}`),
    };
    const parse = (environment: Record<string, string>) =>
      parseConfig({ IDOS_RPC_URLS, ...environment }, {}, [known]);

    it("takes that contract and its block", () => {
      const { contract, deployBlock } = parse({ IDOS_CHAIN_ID: "11155111" }).chains[0];
      expect({ contract, deployBlock }).to.deep.equal({ contract: known.contract, deployBlock: 4_000_000 });
    });

    it("takes another that is set", () => {
      const environment = { IDOS_CHAIN_ID: "11155111", IDOS_CONTRACT: contract, IDOS_DEPLOY_BLOCK: "7" };
      expect(parse(environment).chains[0]).to.deep.include({ contract, deployBlock: 7 });
    });

    it("never mixes the two", () => {
      const half = { IDOS_CHAIN_ID: "11155111", IDOS_CONTRACT: contract };
      expect(() => parse(half)).to.throw(ConfigError, "IDOS_DEPLOY_BLOCK: it must be set");
      const otherHalf = { IDOS_CHAIN_ID: "11155111", IDOS_DEPLOY_BLOCK: "7" };
      expect(() => parse(otherHalf)).to.throw(ConfigError, "IDOS_CONTRACT: it must be set");
    });

    it("does not take it on another chain", () => {
      expect(() => parse({ IDOS_CHAIN_ID: "1" })).to.throw(ConfigError, "no contract is known on the chain");
    });
  });

  for (const [name, garbage] of [
    ["IDOS_ORIGIN", "https://node.example/"],
    ["IDOS_ORIGIN", "node.example"],
    ["IDOS_PORT", "80a"],
    ["IDOS_PORT", "-1"],
    ["IDOS_PORT", "80.5"],
    ["IDOS_PORT", "0x50"],
    ["IDOS_RPC_URLS", "ftp://127.0.0.1"],
    ["IDOS_CHAIN_ID", "0"],
    ["IDOS_CONTRACT", "0x5FbDB2315678afecb367f032d93F642f64180aA4"],
    ["IDOS_DEPLOY_BLOCK", "0"],
    ["IDOS_RPC_URLS", "https://a.example,"],

    ["IDOS_CODE_HASH", "0x12"],
    ["IDOS_FINALITY", "many"],
    ["IDOS_FINALITY", "latest"],
    ["IDOS_FINALITY", "-1"],
    ["IDOS_METRICS_PORT", "metrics"],
    ["IDOS_POLL_INTERVAL_MS", "0"],
    ["IDOS_STALE_AFTER_SECONDS", "0"],
    ["IDOS_REDIS_URL", "http://127.0.0.1"],
    ["IDOS_REDIS_PREFIX", "a b"],
    ["IDOS_PROVIDERS", "alice"],
    ["IDOS_ORIGINS", "{"],
    ["IDOS_ORIGINS", '{"https://a.example/":["read"]}'],
    ["IDOS_ORIGINS", '{"https://a.example":["everything"]}'],
    ["IDOS_ORIGINS", '["https://a.example"]'],
    ["IDOS_CONFIRMATIONS", "3"],
  ] as const) {
    it(`refuses ${name}=${garbage} by name`, () => {
      const problems = problemsOf({ ...required, [name]: garbage });
      expect(problems).to.not.be.empty;
      for (const problem of problems) expect(problem).to.match(new RegExp(`^${name}: `));
    });
  }

  it("never prints a value, which may be a secret", () => {
    const problems = problemsOf({
      ...required,
      IDOS_REDIS_URL: "http://user:hunter2@host",
      IDOS_RPC_URLS: "hunter2",
    });
    expect(problems).to.have.length(2);
    expect(problems.join()).to.not.contain("hunter2");
  });

  it("takes an only chain's endpoints as a list, its finality as a number or a tag, and its code's hash", () => {
    const urls = "https://a.example/key, wss://b.example,ws://127.0.0.1:8546";
    expect(withValue("IDOS_RPC_URLS", urls).chains[0].rpcUrls).to.deep.equal([
      "https://a.example/key",
      "wss://b.example",
      "ws://127.0.0.1:8546",
    ]);
    for (const tag of ["safe", "finalized"])
      expect(withValue("IDOS_FINALITY", tag).chains[0].finality).to.equal(tag);
    expect(withValue("IDOS_FINALITY", "0").chains[0].finality).to.equal(0);
    const codeHash = `0x${"ab".repeat(32)}`;
    expect(withValue("IDOS_CODE_HASH", codeHash).chains[0].codeHash).to.equal(codeHash);
  });

  it("answers the operator on a port of its own where that is set", () => {
    expect(withValue("IDOS_METRICS_PORT", "9464").operator).to.deep.equal({ host: "127.0.0.1", port: 9464 });
  });

  it("takes providers as a list and sites as JSON", () => {
    expect([...withValue("IDOS_PROVIDERS", `${provider}, ${contract}`).providers]).to.deep.equal([
      provider,
      contract,
    ]);
    const sites = '{"https://a.example":["read","keys"],"http://localhost:3000":[]}';
    expect([...withValue("IDOS_ORIGINS", sites).origins]).to.deep.equal([
      ["https://a.example", ["read", "keys"]],
      ["http://localhost:3000", []],
    ]);
  });

  it("takes the same names from a file, typed or as text, and the environment wins", () => {
    const file = {
      ...required,
      IDOS_PORT: 9000,
      IDOS_FINALITY: 3,
      IDOS_PROVIDERS: [provider],
      IDOS_ORIGINS: { "https://a.example": ["read"] },
    };
    const config = parseConfig({ IDOS_FINALITY: "5" }, file);
    expect(config).to.deep.include({ port: 9000 });
    expect(config.chains[0]).to.deep.include({ finality: 5, chainId: 31337 });
    expect([...config.providers]).to.deep.equal([provider]);
    expect([...config.origins.keys()]).to.deep.equal(["https://a.example"]);
  });

  it("refuses a file with a misspelt name or that is no object", () => {
    expect(problemsOf({}, { ...required, IDOS_PROT: 1 })).to.deep.equal([
      "IDOS_PROT: there is no such setting",
    ]);
    expect(problemsOf(required, ["IDOS_PORT"])[0]).to.match(/^IDOS_CONFIG_FILE: /);
  });

  it("leaves others' variables alone and takes an empty one as not set", () => {
    expect(parseConfig({ ...required, PATH: "/bin", IDOS_PORT: "", IDOS_ORIGIN: "" }).port).to.equal(8080);
  });

  it("needs an origin where it listens for others", () => {
    expect(problemsOf({ ...required, IDOS_HOST: "0.0.0.0" })[0]).to.match(/^IDOS_ORIGIN: /);
    const origin = "https://node.example";
    expect(parseConfig({ ...required, IDOS_HOST: "0.0.0.0", IDOS_ORIGIN: origin }).origin).to.equal(origin);
  });

  it("says of every variable what it is", () => {
    for (const [name, schema] of Object.entries({ ...chainSettings.shape, ...configVariables.shape }))
      expect(schema.description, name).to.be.a("string").and.not.equal("");
  });
});
