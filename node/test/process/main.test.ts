import { nodeInfoSchema, PATHS } from "@idos/protocol";
import { expect } from "chai";
import { freePort } from "../../../scripts/process/free-port.ts";
import { startNodeProcess } from "./node-process.ts";
import { type ProcessWorld, startProcessWorld } from "./process-world.ts";

describe("the node as a process", () => {
  let world: ProcessWorld;
  let variables: Readonly<Record<string, string>>;

  before(async () => {
    world = await startProcessWorld();
    variables = { ...world.variables, IDOS_PORT: String(await freePort()) };
  });
  after(() => world.stop());

  it("serves where it says that it listens, and ends by SIGTERM with exit code 0", async () => {
    const node = await startNodeProcess(variables);
    expect(node.origin).to.equal(`http://127.0.0.1:${variables["IDOS_PORT"] ?? ""}`);
    const response = await fetch(node.origin + PATHS.info);
    const info = nodeInfoSchema.parse(await response.json());
    const { chain, contract } = world.deployed;
    const chains = [{ chainId: chain.chainId, contract, finality: 0 }];
    expect(await node.stop()).to.equal(0);
    expect(info).to.deep.include({ origin: node.origin, chains });
  });

  it("does not start with a wrong configuration, and names what is wrong", async () => {
    const error = await startNodeProcess({ ...variables, IDOS_PORT: "x", IDOS_CHAIN_ID: "y" }).catch(String);
    expect(error)
      .to.match(/ended with 2: idos: the configuration does not hold/)
      .and.contain("IDOS_PORT")
      .and.contain("IDOS_CHAIN_ID")
      .and.not.contain("    at ");
  });

  it("does not start on a folder that another node has open", async () => {
    const node = await startNodeProcess(variables);
    const second = await startNodeProcess({ ...variables, IDOS_PORT: "0" }).catch(String);
    await node.stop();
    expect(second)
      .to.match(/ended with 1/)
      .and.contain("is in use by another process");
  });
});
