import { parseAddress, parseBytes32 } from "@idos/protocol";
import { expect } from "chai";
import { exitCodeOf, type Finding, ok, problem, type Verdict, warning } from "../../src/doctor/finding.ts";
import { type EndpointFacts, judgeChain } from "../../src/doctor/judge-chain.ts";
import { judgeClock } from "../../src/doctor/judge-clock.ts";
import { judgeFolder, judgePostgres } from "../../src/doctor/judge-database.ts";
import { judgeDisk } from "../../src/doctor/judge-disk.ts";
import { judgeOperatorPort } from "../../src/doctor/judge-operator-port.ts";
import { judgeOrigin } from "../../src/doctor/judge-origin.ts";
import { judgePrivateFile } from "../../src/doctor/judge-private-file.ts";
import { judgeRedis, type RedisFacts } from "../../src/doctor/judge-redis.ts";
import { renderFindings } from "../../src/doctor/render-findings.ts";

const GIBIBYTE = 1024 ** 3;
const NOW = 1_800_000_000;
const CONTRACT = parseAddress(`0x${"c0".repeat(20)}`);
const CODE = parseBytes32(`0x${"aa".repeat(32)}`);
const OTHER_CODE = parseBytes32(`0x${"bb".repeat(32)}`);

/** Rows of a truth table: what was found, what is said of it, and the words by which one knows which rule said it. */
function table<Facts>(
  title: string,
  judge: (facts: Facts) => Finding | readonly Finding[],
  rows: readonly (readonly [name: string, facts: Facts, verdict: Verdict, words: RegExp])[],
): void {
  describe(title, () => {
    for (const [name, facts, verdict, words] of rows)
      it(`${name}: ${verdict}`, () => {
        const findings = [judge(facts)].flat();
        expect(exitCodeOf(findings)).to.equal(exitCodeOf([{ part: "", verdict, says: "" }]));
        const worst = findings.filter((finding) => finding.verdict === verdict);
        expect(worst.map(({ says, todo }) => `${says} ${todo ?? ""}`).join("\n")).to.match(words);
        for (const { verdict: given, todo } of findings) expect(todo === undefined).to.equal(given === "ok");
      });
  });
}

const endpoint = (host: string, look: Partial<Exclude<EndpointFacts["look"], { failed: string }>> = {}) => ({
  host,
  look: { chainId: 1, codeHash: CODE, head: { number: 9, time: NOW - 5 }, ...look },
});
const silent = (host: string) => ({ host, look: { failed: "timeout: no answer in 5000 ms" } });
type Wanted = Parameters<typeof judgeChain>[0];
const wanted: Wanted = { chainId: 1, contract: CONTRACT, codeHash: CODE };

table(
  "a chain",
  ({ endpoints, ...changes }: Partial<Wanted> & { endpoints: readonly EndpointFacts[] }) =>
    judgeChain({ ...wanted, ...changes }, endpoints, NOW),
  [
    ["two endpoints that agree", { endpoints: [endpoint("a"), endpoint("b")] }, "ok", /a: block 9, 5 s old/],
    ["an only endpoint", { endpoints: [endpoint("a")] }, "warning", /one endpoint/],
    ["two URLs of one host", { endpoints: [endpoint("a"), endpoint("a")] }, "warning", /one endpoint/],
    [
      "one of two is silent",
      { endpoints: [endpoint("a"), silent("b")] },
      "warning",
      /b does not answer: timeout/,
    ],
    ["all are silent", { endpoints: [silent("a"), silent("b")] }, "problem", /until one answers/],
    [
      "one is of another chain",
      { endpoints: [endpoint("a"), endpoint("b", { chainId: 5 })] },
      "problem",
      /chain 5/,
    ],
    [
      "one has no contract",
      { endpoints: [endpoint("a"), endpoint("b", { codeHash: undefined })] },
      "problem",
      /no contract/,
    ],
    [
      "one shows other code",
      { endpoints: [endpoint("a"), endpoint("b", { codeHash: OTHER_CODE })] },
      "problem",
      /other code/,
    ],
    [
      "they differ in code that is not configured",
      { codeHash: undefined, endpoints: [endpoint("a"), endpoint("b", { codeHash: OTHER_CODE })] },
      "problem",
      /show different code/,
    ],
    [
      "no code is configured",
      { codeHash: undefined, endpoints: [endpoint("a"), endpoint("b")] },
      "warning",
      new RegExp(`IDOS_CODE_HASH=${CODE}`),
    ],
    [
      "it has no block",
      { endpoints: [endpoint("a"), endpoint("b", { head: undefined })] },
      "problem",
      /no block/,
    ],
    [
      "a head of ten minutes",
      { endpoints: [endpoint("a"), endpoint("b", { head: { number: 3, time: NOW - 601 } })] },
      "warning",
      /has stopped/,
    ],
    [
      "a head older than configured",
      {
        headAgeSecondsMax: 60,
        endpoints: [endpoint("a"), endpoint("b", { head: { number: 3, time: NOW - 61 } })],
      },
      "problem",
      /IDOS_HEAD_AGE_SECONDS_MAX/,
    ],
  ],
);

const redis: Exclude<RedisFacts, { failed: string }> = {
  host: "r:6379",
  version: "7.0.15",
  evictionPolicy: "noeviction",
  role: "master",
  appendOnly: true,
  persisting: true,
  usedBytes: 5 * 1024 * 1024,
  maxBytes: 0,
};

table("Redis", (facts: RedisFacts) => judgeRedis(facts), [
  ["as it should be", redis, "ok", /version 7\.0\.15, 5 MiB used/],
  ["silent", { host: "r", failed: "connect ECONNREFUSED" }, "problem", /ECONNREFUSED/],
  ["too old", { ...redis, version: "6.2.1" }, "problem", /Redis 7 or Valkey/],
  ["of no known version", { ...redis, version: "unknown" }, "problem", /Redis 7 or Valkey/],
  ["evicting", { ...redis, evictionPolicy: "allkeys-lru" }, "problem", /noeviction/],
  ["a replica", { ...redis, role: "slave" }, "problem", /primary/],
  ["without a log", { ...redis, appendOnly: false }, "warning", /appendonly yes/],
  ["failing to write", { ...redis, persisting: false }, "problem", /its disk/],
  ["at 80 %", { ...redis, usedBytes: 80, maxBytes: 100 }, "ok", /version/],
  ["above 80 %", { ...redis, usedBytes: 81, maxBytes: 100 }, "warning", /before it is full/],
  ["above 95 %", { ...redis, usedBytes: 96, maxBytes: 100 }, "problem", /stands still/],
]);

table("the embedded database", judgeFolder, [
  ["free", { folder: "d", state: "writable", inUse: false }, "ok", /by nobody/],
  ["in use", { folder: "d", state: "writable", inUse: true }, "ok", /running node/],
  ["absent", { folder: "d", state: "absent", inUse: false }, "warning", /first start makes it/],
  ["read-only", { folder: "d", state: "not writable", inUse: false }, "problem", /cannot be written/],
  ["a file", { folder: "d", state: "not a folder", inUse: false }, "problem", /not a folder/],
]);

table("PostgreSQL", judgePostgres, [
  ["fit", { host: "p", version: "17.6", faults: [] }, "ok", /PostgreSQL 17\.6 at p/],
  ["unfit", { host: "p", version: "17.6", faults: ["fsync is off there"] }, "problem", /fsync is off/],
  ["silent", { host: "p", failed: "connect ECONNREFUSED" }, "problem", /does not answer: connect/],
]);

const clocks = (...ahead: number[]) => ahead.map((aheadSeconds, at) => ({ host: `h${at}`, aheadSeconds }));
table("the clock", judgeClock, [
  ["right", clocks(0), "ok", /as at h0/],
  ["5 s off", clocks(5), "ok", /5 s ahead/],
  ["6 s off", clocks(-6), "warning", /6 s behind/],
  ["half a proof's life off", clocks(30), "warning", /NTP/],
  ["more than that", clocks(-31), "problem", /31 s behind/],
  ["one of three disagrees", clocks(0, 4_000, 1), "ok", /as at/],
  ["nobody tells the time", clocks(), "warning", /no endpoint/],
]);

table("the disk", judgeDisk, [
  ["room", { folder: "d", freeBytes: 5 * GIBIBYTE, totalBytes: 9 * GIBIBYTE }, "ok", /5\.0 GiB of 9\.0 GiB/],
  [
    "less than 5 GiB",
    { folder: "d", freeBytes: 5 * GIBIBYTE - 1, totalBytes: 9 * GIBIBYTE },
    "warning",
    /make room/,
  ],
  [
    "less than 1 GiB",
    { folder: "d", freeBytes: GIBIBYTE - 1, totalBytes: 9 * GIBIBYTE },
    "problem",
    /make room/,
  ],
]);

const HTTPS = "https://node.example";
table("the origin", judgeOrigin, [
  ["this node's", { origin: HTTPS, answer: { status: 200, origin: HTTPS } }, "ok", /answers as this/],
  ["none", { origin: undefined, answer: { failed: "not asked" } }, "warning", /IDOS_ORIGIN/],
  ["in the clear", { origin: "http://node.example", answer: { failed: "x" } }, "problem", /TLS/],
  [
    "in the clear on this machine",
    { origin: "http://127.0.0.1:8080", answer: { status: 200, origin: "http://127.0.0.1:8080" } },
    "ok",
    /answers as this/,
  ],
  ["silent", { origin: HTTPS, answer: { failed: "getaddrinfo ENOTFOUND" } }, "warning", /ENOTFOUND/],
  [
    "another node's",
    { origin: HTTPS, answer: { status: 200, origin: "https://other.example" } },
    "problem",
    /other/,
  ],
  ["no node's", { origin: HTTPS, answer: { status: 502, origin: undefined } }, "problem", /status 502/],
]);

const listens = (host: string) => ({ host, port: 9464 });
table("the operator's port", judgeOperatorPort, [
  ["off", { listens: undefined, answersInPublic: undefined }, "warning", /IDOS_METRICS_PORT/],
  ["on loopback", { listens: listens("127.0.0.1"), answersInPublic: undefined }, "ok", /this machine alone/],
  [
    "on loopback, yet answering",
    { listens: listens("127.0.0.1"), answersInPublic: true },
    "problem",
    /no sign-in/,
  ],
  ["everywhere, and public", { listens: listens("0.0.0.0"), answersInPublic: true }, "problem", /no sign-in/],
  ["everywhere, and closed", { listens: listens("0.0.0.0"), answersInPublic: false }, "ok", /closed/],
  [
    "everywhere, not asked",
    { listens: listens("::"), answersInPublic: undefined },
    "warning",
    /only your monitoring/,
  ],
]);

const file = (mode: number | undefined) => ({ part: "config file", path: "/etc/node.json", mode });
table("a file with secrets", judgePrivateFile, [
  ["its owner's", file(0o600), "ok", /mode 600/],
  ["readable by its group", file(0o640), "problem", /chmod 600/],
  ["readable by all", file(0o604), "problem", /chmod 600/],
  ["absent", file(undefined), "warning", /first start makes it/],
]);

describe("the doctor's findings", () => {
  it("end with the worst verdict", () => {
    const [well, weak, bad] = [ok("a", "x"), warning("b", "x", "y"), problem("c", "x", "y")];
    expect([[], [well], [well, weak], [bad, weak, well]].map(exitCodeOf)).to.deep.equal([0, 0, 1, 2]);
  });

  it("are a line each, in columns, with what to do below", () => {
    expect(renderFindings([ok("Redis", "well"), problem("chain 10", "silent", "mend it")])).to.deep.equal([
      "ok       Redis     well",
      "PROBLEM  chain 10  silent",
      "                   -> mend it",
    ]);
  });
});
