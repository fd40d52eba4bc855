import { sha256 } from "@idos/protocol";
import { expect } from "chai";
import { CONTESTANTS } from "../../node/contestants/contestant.ts";
import { requireRight } from "../../node/measure/ask-read.ts";
import { measureNodeMemory } from "../../node/measure/memory.ts";
import { measureReads, STEADY_CONNECTIONS } from "../../node/measure/reads.ts";
import { DATABASES, measureWrites } from "../../node/measure/writes.ts";
import { PART_NAMES, partsSchema } from "../../node/parts.ts";
import { figures } from "../../node/report/figures.ts";

const SHORT = { rounds: 1, seconds: 0.3 };

/** Servers and their data are made anew for each. */
const TIMEOUT_MS = 240_000;

describe("the node's benchmark", () => {
  it("measures the same envelopes from all contestants, and from each as many as it gives", async () => {
    const place = { owners: 2, payloadsBytes: [2_048], connections: [STEADY_CONNECTIONS] };
    const reads = await measureReads({ ...place, ...SHORT });
    expect(reads.saturated.map(({ contestant }) => contestant)).to.deep.equal(CONTESTANTS);
    expect(reads.steady.map(({ contestant }) => contestant)).to.deep.equal(CONTESTANTS);
    for (const { rates } of reads.saturated) expect(Math.min(...rates)).to.be.greaterThan(0);
    for (const { p50Ms, p99Ms } of reads.steady) expect(p99Ms).to.be.at.least(p50Ms);
    expect(figures("reads", partsSchema.parse({ reads }))).to.contain("2 KiB");
  }).timeout(TIMEOUT_MS);

  it("measures writes that both databases acknowledge", async () => {
    const writes = await measureWrites({ owners: 2, payloadBytes: 2_048, connections: [4], ...SHORT });
    expect(writes.map(({ database }) => database)).to.deep.equal(DATABASES);
    for (const { rates } of writes) expect(Math.min(...rates)).to.be.greaterThan(0);
    expect(figures("writes", partsSchema.parse({ writes }))).to.contain("PostgreSQL");
  }).timeout(TIMEOUT_MS);

  it("measures the memory of reads and of uploads that all come through", async () => {
    const payloadBytes = 1_024 * 1_024;
    const memory = await measureNodeMemory({
      owners: 1,
      reads: { count: 20, payloadBytes, connections: 4 },
      uploads: { count: 4, payloadBytes },
    });
    expect(memory.map(({ work, count }) => `${count} ${work}`)).to.deep.equal(["20 reads", "4 uploads"]);
    for (const { beforeBytes, peakBytes } of memory) expect(peakBytes).to.be.at.least(beforeBytes / 2);
    expect(figures("memory", partsSchema.parse({ memory }))).to.contain("4 uploads of 1 MiB");
  }).timeout(TIMEOUT_MS);

  it("takes no other answer for a read", () => {
    const body = Buffer.from("envelope");
    const expected = { request: "", length: body.length, hash: sha256(body) };
    requireRight({ status: 200, length: body.length, body }, expected);
    requireRight({ status: 200, length: body.length, body: undefined }, expected);
    expect(() => requireRight({ status: 403, length: body.length, body }, expected)).to.throw("403");
    expect(() => requireRight({ status: 200, length: 7, body: undefined }, expected)).to.throw("other bytes");
    const other = Buffer.from("ENVELOPE");
    expect(() => requireRight({ status: 200, length: other.length, body: other }, expected)).to.throw(
      "other",
    );
  });

  it("has no figures of what was not measured", () => {
    for (const part of PART_NAMES) expect(figures(part, {})).to.equal(undefined);
  });
});
