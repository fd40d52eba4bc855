import { expect } from "chai";
import { parseSettings } from "../../src/config/config.ts";
import { printedSettings } from "../../src/config/printed-settings.ts";
import { configVariables } from "../../src/config/variables.ts";

const settings = {
  IDOS_RPC_URLS: "https://user:rpc-password@one.example:8443/v3/rpc-key?apikey=query-key,wss://two.example",
  IDOS_CHAIN_ID: "31337",
  IDOS_CONTRACT: `0x${"c0".repeat(20)}`,
  IDOS_DEPLOY_BLOCK: "7",
  IDOS_REDIS_URL: "redis://name:redis-password@redis.example:6380/3",
  IDOS_ORIGIN: "https://node.example",
  IDOS_ORIGINS: '{"https://dashboard.example":["read","write"]}',
  IDOS_METRICS_PORT: "9464",
};

describe("the settings as they are printed", () => {
  const printed = printedSettings(parseSettings(settings));

  it("are those in force, by variable, with the defaults", () => {
    expect(printed).to.deep.include({
      IDOS_ORIGIN: "https://node.example",
      IDOS_PORT: 8080,
      IDOS_METRICS_PORT: 9464,
      IDOS_ORIGINS: { "https://dashboard.example": ["read", "write"] },
    });
    const required = Object.entries(configVariables.shape)
      .filter(([, schema]) => schema.safeParse(undefined).data !== undefined)
      .map(([name]) => name);
    expect(Object.keys(printed)).to.include.members(required);
  });

  it("list the chains with what was found for them", () => {
    const [chain] = [printed["IDOS_CHAINS"]].flat();
    expect(chain).to.deep.include({ chainId: 31337, contract: settings.IDOS_CONTRACT, finality: 12 });
  });

  it("show of a URL its scheme and host, and nothing that may be a password or a key", () => {
    const text = JSON.stringify(printed);
    for (const shown of [
      "https://one.example:8443/***",
      "wss://two.example",
      "redis://redis.example:6380/***",
    ])
      expect(text).to.include(`"${shown}"`);
    for (const secret of ["rpc-password", "rpc-key", "query-key", "redis-password", "user", "name:"])
      expect(text).not.to.include(secret);
  });

  it("have the form of a config file", () => {
    const again = parseSettings({}, JSON.parse(JSON.stringify(printed)));
    expect(again.variables.IDOS_ORIGIN).to.equal(settings.IDOS_ORIGIN);
    expect(again.chains[0].contract).to.equal(settings.IDOS_CONTRACT);
  });
});
