import { parseAddress, ZERO_BYTES32 } from "@idos/protocol";
import { expect } from "chai";
import { SCHEMA_VERSION } from "../src/redis/keys.ts";
import { readStatus } from "../src/redis/read-status.ts";

const contract = parseAddress(`0x${"cc".repeat(20)}`);
const rules = { chainId: 7, contract, finality: 0, staleAfterSeconds: 60 };
const meta = {
  ...{ generation: "00000000", phase: "live", fault: "", number: "5", hash: ZERO_BYTES32, time: "5" },
  ...{ confirmed: "5", seq: "0", syncedAtMs: "1000", schema: String(SCHEMA_VERSION), chainId: "7", contract },
  finality: "0",
};

describe("an index that was seen at the head a moment ago", () => {
  for (const [what, syncedBy, serverRun, state] of [
    ["is ready on the server that it was seen on", "a1", "a1", "ready"],
    ["is stale on another run of the server", "a1", "b2", "stale"],
    ["is stale on a server that does not name its runs: each looks the same", "", "", "stale"],
  ] as const)
    it(what, () => {
      const head = { nowMs: 2_000, serverRun, meta: { ...meta, syncedBy } };
      expect(readStatus(head, rules).state).to.equal(state);
    });

  it("is stale a part of a millisecond after its time, and says an age beyond it", () => {
    const seen = { serverRun: "a1", meta: { ...meta, syncedBy: "a1" } };
    const at = (nowMs: number) => readStatus({ ...seen, nowMs }, rules);
    expect(at(61_000)).to.include({ state: "ready", secondsSinceHead: 60 });
    expect(at(61_000.3)).to.include({ state: "stale", secondsSinceHead: 60.001 });
  });
});
