import { expect } from "chai";
import { putBetween } from "../../common/put-between.ts";
import {
  BARE,
  CHAIN_CALL,
  type ContestantName,
  INSTANT_CALL,
  OURS,
} from "../../node/contestants/contestant.ts";
import type { Reads, SaturatedReads, SteadyReads } from "../../node/measure/reads.ts";
import { charts } from "../../node/report/charts.ts";
import { readScenarios, roundRatios, toBare } from "../../node/report/compare-reads.ts";
import { goalsTable } from "../../node/report/goals.ts";
import { readsTables } from "../../node/report/reads-tables.ts";

function saturated(
  contestant: ContestantName,
  rates: readonly number[],
  connections: number,
): SaturatedReads {
  const cost = { refusedShare: 0, serverCpuMs: 0.2, clientCores: 0.3 };
  return { contestant, payloadBytes: 2_048, connections, rates: [...rates], ...cost };
}

function reads(ours: readonly number[], p99Ms: number): Reads {
  const runs = [1, 64].flatMap((connections) => [
    saturated(OURS, ours, connections),
    saturated(BARE, [2_000, 4_000, 8_000], connections),
    saturated(INSTANT_CALL, [150, 150, 150], connections),
    saturated(CHAIN_CALL, [15, 15, 15], connections),
  ]);
  const steady: SteadyReads = {
    contestant: OURS,
    payloadBytes: 2_048,
    rate: 1_000,
    p50Ms: 1,
    p99Ms,
    peakRssBytes: 1e8,
  };
  return { saturated: runs, steady: [steady] };
}

const lastCells = (text: string): string[] =>
  text
    .split("\n")
    .slice(2)
    .map((row) => row.split("|").at(-2)?.trim() ?? "");

describe("the report of the node's reads", () => {
  it("compares round by round, because the machine's other work meets both of one round", () => {
    expect(roundRatios([1_000, 2_000, 4_000], [2_000, 4_000, 8_000])).to.deep.equal({
      ...{ median: 0.5, min: 0.5, max: 0.5 },
    });
    const [first] = readScenarios(reads([1_000, 3_000, 4_000], 5).saturated);
    expect(first && toBare(first)).to.deep.equal({ median: 0.5, min: 0.5, max: 0.75 });
  });

  it("says of each goal whether it is met", () => {
    expect(lastCells(goalsTable(reads([1_500, 3_000, 6_000], 5)))).to.deep.equal([
      "yes",
      "yes",
      "yes",
      "yes",
    ]);
    expect(lastCells(goalsTable(reads([900, 1_900, 3_900], 11)))).to.deep.equal(["no", "yes", "yes", "no"]);
    expect(lastCells(goalsTable(reads([140, 140, 140], 5)))).to.deep.equal(["no", "no", "no", "yes"]);
  });

  it("calls no goal met that was not measured", () => {
    const alone = [saturated(OURS, [1_000], 1)];
    expect(lastCells(goalsTable({ saturated: alone, steady: [] }))).to.deep.equal(["no", "no", "no", "no"]);
    expect(lastCells(goalsTable({ saturated: [], steady: [] }))).to.deep.equal(["no", "no", "no", "no"]);
  });

  it("tells the payload, the connections and every contestant", () => {
    const text = readsTables(reads([1_500, 3_000, 6_000], 5));
    for (const part of [
      "2 KiB, 1 connection,",
      "2 KiB, 64 connections",
      OURS,
      BARE,
      INSTANT_CALL,
      CHAIN_CALL,
    ])
      expect(text).to.contain(part);
  });

  it("draws a bar for each contestant in each scenario", () => {
    const svg = charts({ reads: reads([1_500, 3_000, 6_000], 5) }).get("benchmark-node-reads.svg") ?? "";
    expect(svg.match(/<rect x=/g)).to.have.length(8);
    expect(charts({})).to.be.empty;
  });

  it("stands between its marks, and nowhere where there are none", () => {
    const page = "a\n<!-- figures: node-reads -->\n\nold\n\n<!-- end of figures -->\nb";
    const put = putBetween(page, "node-reads", "new");
    expect(put).to.equal("a\n<!-- figures: node-reads -->\n\nnew\n\n<!-- end of figures -->\nb");
    expect(() => putBetween(page, "node-writes", "new")).to.throw("no <!-- figures: node-writes -->");
  });
});
