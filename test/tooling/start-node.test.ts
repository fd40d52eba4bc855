import { expect } from "chai";
import { startNode } from "../../scripts/stack/start-node.ts";
import { startProcessWorld, type ProcessWorld } from "../../node/test/process/process-world.ts";

describe("a node's process that a script starts", () => {
  let world: ProcessWorld;
  beforeEach(async () => {
    world = await startProcessWorld();
  });
  afterEach(() => world.stop());

  it("may have a port for its operator, and has one again after a restart", async () => {
    const node = await startNode({ ...world.variables, IDOS_METRICS_PORT: "0" });
    try {
      await node.kill();
      await node.restart();
      const answer = await fetch(`${node.operatorUrl() ?? ""}/healthz`);
      expect(answer.status).to.equal(200);
    } finally {
      await node.stop();
    }
  });

  it("has none where its settings name none", async () => {
    const node = await startNode(world.variables);
    try {
      expect(node.operatorUrl()).to.equal(undefined);
      expect((await fetch(`${node.url}/v1/info`)).status).to.equal(200);
    } finally {
      await node.stop();
    }
  });
});
