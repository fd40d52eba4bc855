import { LIMITS, PATHS } from "@idos/protocol";
import { expect } from "chai";
import { exchangeRaw } from "../harness/raw-exchange.ts";
import { type AttackedNode, startAttackedNode } from "./attacked-node.ts";

const long = "a".repeat(LIMITS.requestTargetBytesMax);

/** Each without a proof: what is not found was looked for under no other name. */
const TARGETS: readonly (readonly [what: string, target: string, outcome: string])[] = [
  ["the path itself", PATHS.me, "401 PROOF_MISSING"],
  ["an encoded slash", "/v1%2Fme", "404 ROUTE_NOT_FOUND"],
  ["an encoded letter", "/v1/%6de", "404 ROUTE_NOT_FOUND"],
  ["a twice encoded letter", "/v1/%256de", "404 ROUTE_NOT_FOUND"],
  ["a dot segment", "/v1/./me", "404 ROUTE_NOT_FOUND"],
  ["a way up", "/v1/info/../me", "404 ROUTE_NOT_FOUND"],
  ["an encoded way up", "/v1/info/%2e%2e/me", "404 ROUTE_NOT_FOUND"],
  ["a backslash", "/v1\\me", "404 ROUTE_NOT_FOUND"],
  ["a slash twice", "//v1/me", "404 ROUTE_NOT_FOUND"],
  ["another host's path", "//evil.example/v1/me", "404 ROUTE_NOT_FOUND"],
  ["a path parameter", "/v1/me;a=b", "404 ROUTE_NOT_FOUND"],
  ["a NUL, encoded", "/v1/me%00", "404 ROUTE_NOT_FOUND"],
  ["a line end, encoded", "/v1/me%0d%0a", "404 ROUTE_NOT_FOUND"],
  ["a byte beyond ASCII", "/v1/m\u00e9", "400 MALFORMED_REQUEST"],
  ["a whole URL", "http://evil.example/v1/info", "400 MALFORMED_REQUEST"],
  ["a star", "*", "400 MALFORMED_REQUEST"],
  ["a path that is too long", `/v1/${long}`, "414 URI_TOO_LONG"],
  ["a query that is too long", `/v1/info?${long}`, "414 URI_TOO_LONG"],
];

describe("attack: tricks with the target", () => {
  let attacked: AttackedNode;
  before(async () => {
    attacked = await startAttackedNode();
  });
  after(() => attacked.node.stop());

  for (const [what, target, outcome] of TARGETS)
    it(`${what}: ${outcome}`, async () => {
      const answer = await exchangeRaw(
        attacked.node.origin,
        `GET ${target} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
      );
      expect(`${answer.statuses.join()} ${answer.code ?? ""}`).to.equal(outcome);
    });

  it("a proof for a path is none for another spelling of it", async () => {
    const { alice, node } = attacked;
    const authorization = await alice.authorize({ method: "GET", path: PATHS.me });
    for (const target of [`${PATHS.me}?`, `${PATHS.me}#a`, `${PATHS.me}?a`]) {
      const answer = await exchangeRaw(
        node.origin,
        `GET ${target} HTTP/1.1\r\nhost: a\r\nauthorization: ${authorization}\r\nconnection: close\r\n\r\n`,
      );
      expect(answer.code).to.equal("PROOF_INVALID");
    }
  });

  it("a method that is served nowhere is refused everywhere", async () => {
    for (const method of ["PATCH", "TRACE", "PROPFIND", "HEAD"]) {
      const answer = await exchangeRaw(
        attacked.node.origin,
        `${method} ${PATHS.challenges} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
      );
      expect(answer.statuses).to.deep.equal([405]);
    }
  });
});
