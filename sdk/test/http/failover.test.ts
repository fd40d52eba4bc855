import { originSchema } from "@idos/protocol";
import { expect } from "chai";
import { IdosError, type IdosErrorCode } from "../../src/errors/idos-error.ts";
import { sendWithFailover } from "../../src/http/failover.ts";
import { createNodeHealth } from "../../src/http/node-health.ts";
import type { NodeRequest } from "../../src/http/transport.ts";
import { expectIdosError } from "../harness/expect-error.ts";

const A = originSchema.parse("https://a.example");
const B = originSchema.parse("https://b.example");
const READ: NodeRequest = { method: "GET", path: "/v1/shares/x", query: { atLeast: 3 }, signed: true };
const WRITE: NodeRequest = { method: "PUT", path: "/v1/shares/x", signed: true };

/** Two nodes that answer as they are told to; `asked` is what reached them. */
function twoNodes() {
  const asked: [string, NodeRequest][] = [];
  const failing = new Map<string, IdosError>();
  const nodes = [A, B].map((origin) => ({
    origin,
    send: (request: NodeRequest) => {
      asked.push([origin, request]);
      const error = failing.get(origin);
      return error === undefined ? Promise.resolve(new TextEncoder().encode(origin)) : Promise.reject(error);
    },
  }));
  const time = { nowMs: 1_000_000 };
  const send = sendWithFailover({
    ...{ nodes: () => Promise.resolve(nodes), health: createNodeHealth(), unreachableMs: 0 },
    ...{ clock: () => time.nowMs, onFailedOver: () => undefined },
  });
  return {
    asked,
    time,
    fail: (origin: string, code: IdosErrorCode, values = {}) =>
      void failing.set(origin, new IdosError(code, code, values)),
    heal: (origin: string) => void failing.delete(origin),
    send: async (request: NodeRequest) => new TextDecoder().decode(await send(request)),
    whereTo: () => asked.map(([origin]) => origin),
  };
}

describe("failover among nodes", () => {
  for (const code of ["NODE_UNREACHABLE", "INTERNAL", "DEPENDENCY_UNAVAILABLE", "INDEX_STALE"] as const)
    it(`asks the next node where the first fails by ${code}`, async () => {
      const { fail, send } = twoNodes();
      fail(A, code);
      expect(await send(READ)).to.equal(B);
    });

  it("passes a node that failed over, tries it again after its pause, by one request only, and returns to it", async () => {
    const { fail, heal, send, time, asked, whereTo } = twoNodes();
    fail(A, "NODE_UNREACHABLE");
    await send(READ);
    await send(READ);
    expect(whereTo()).to.deep.equal([A, B, B]);
    time.nowMs += 1_000;
    asked.length = 0;
    await Promise.all([send(READ), send(READ)]);
    expect(whereTo().filter((origin) => origin === A)).to.have.length(1);
    heal(A);
    time.nowMs += 60_000;
    expect(await send(READ)).to.equal(A);
    expect(await send(READ)).to.equal(A);
  });

  it("asks the next one for what the first does not hold", async () => {
    const { fail, send } = twoNodes();
    fail(A, "USER_NOT_FOUND");
    expect(await send(READ)).to.equal(B);
    fail(B, "USER_NOT_FOUND");
    await expectIdosError(() => send(READ), "USER_NOT_FOUND");
  });

  it("believes another's allow only at the block at which the first denied, or later", async () => {
    const { fail, send, asked } = twoNodes();
    fail(A, "ACCESS_NOT_GRANTED", { chainId: 1, blockNumber: 7 });
    expect(await send(READ)).to.equal(B);
    expect(asked.map(([, { query }]) => query?.["atLeast"])).to.deep.equal([3, 7]);
    fail(A, "ACCESS_NOT_GRANTED", { chainId: 1, blockNumber: 2 });
    await send(READ);
    expect(asked.at(-1)?.[1].query?.["atLeast"]).to.equal(3);
  });

  it("takes every other refusal for a decision", async () => {
    for (const code of ["GRANT_UNCONFIRMED", "SESSION_UNKNOWN", "SCOPE_MISSING", "RATE_LIMITED"] as const) {
      const { fail, send, whereTo } = twoNodes();
      fail(A, code);
      await expectIdosError(() => send(READ), code);
      expect(whereTo()).to.deep.equal([A]);
    }
  });

  it("says that the home fails, and not that another does not hold what it holds", async () => {
    const { fail, send } = twoNodes();
    fail(A, "NODE_UNREACHABLE");
    fail(B, "NO_USER");
    await expectIdosError(() => send(READ), "NODE_UNREACHABLE");
  });

  it("says with a refusal who could not be asked", async () => {
    const { fail, send } = twoNodes();
    fail(A, "ACCESS_NOT_GRANTED");
    fail(B, "NODE_UNREACHABLE");
    const { values } = await expectIdosError(() => send(READ), "ACCESS_NOT_GRANTED");
    expect(values["failedNodes"]).to.equal(B);
  });

  it("never writes at another node than the home", async () => {
    const { fail, send, whereTo } = twoNodes();
    fail(A, "NODE_UNREACHABLE");
    await expectIdosError(() => send(WRITE), "NODE_UNREACHABLE");
    expect(whereTo()).to.deep.equal([A]);
  });
});
