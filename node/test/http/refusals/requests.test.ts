import { createConnection } from "node:net";
import { LIMITS, MEDIA_TYPES, PATHS, sha256 } from "@idos/protocol";
import { expect } from "chai";
import { type Answer, exchange, get, jsonRequest, type Sent } from "../../harness/exchange.ts";
import { randomId, randomKey } from "../../harness/story.ts";
import { describeRefusals, type Refusal } from "./describe-refusals.ts";
import { sharedWorld, type World } from "./world.ts";

const slot = PATHS.keyBackup("password");
const backup = { kind: "password", parameters: {}, ciphertext: randomKey() };

function raw(text: string | Uint8Array, type: string = MEDIA_TYPES.json): Sent {
  const body = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return { method: "PUT", path: slot, body, type };
}

const from =
  (sent: Sent) =>
  ({ alice }: World): Promise<Answer> =>
    alice.request(sent);
const backupText = JSON.stringify(backup);

const bodies: readonly Refusal[] = [
  ["malformed JSON", "400 MALFORMED_REQUEST", from(raw("{"))],
  ["deep JSON", "400 MALFORMED_REQUEST", from(raw("[".repeat(50) + "]".repeat(50)))],
  ["a field twice", "400 MALFORMED_REQUEST", from(raw(backupText.replace("{", '{"kind":"wallet",')))],
  ["an unknown field", "400 MALFORMED_REQUEST", from(jsonRequest("PUT", slot, { ...backup, admin: true }))],
  ["a missing field", "400 MALFORMED_REQUEST", from(jsonRequest("PUT", slot, { kind: "password" }))],
  ["an empty body", "415 MEDIA_TYPE_UNSUPPORTED", from({ method: "PUT", path: slot })],
  ["a text that is not UTF-8", "400 MALFORMED_REQUEST", from(raw(Uint8Array.of(0x22, 0xff, 0x22)))],
  ["another media type", "415 MEDIA_TYPE_UNSUPPORTED", from(raw(backupText, "text/plain"))],
  [
    "another charset",
    "415 MEDIA_TYPE_UNSUPPORTED",
    from(raw(backupText, "application/json; charset=utf-16")),
  ],
  ["JSON beyond its limit", "413 BODY_TOO_LARGE", from(raw(" ".repeat(LIMITS.jsonBodyBytesMax + 1)))],
  [
    "a slot that is no name",
    "400 MALFORMED_REQUEST",
    from(jsonRequest("PUT", PATHS.keyBackup("A%2Fb"), backup)),
  ],
  ["a body where none belongs", "400 MALFORMED_REQUEST", from({ ...raw("{}"), method: "DELETE" })],
  [
    "a slot that is empty",
    "404 KEY_BACKUP_NOT_FOUND",
    from({ method: "DELETE", path: PATHS.keyBackup("none") }),
  ],
];

const envelope = new Uint8Array(LIMITS.envelopeBytesMax + 1);
const upload = (bytes: Uint8Array, hash = sha256(bytes)): Sent => ({
  ...{ method: "PUT", path: PATHS.stagedEnvelope(hash), body: bytes, type: MEDIA_TYPES.envelope },
});

const addresses: readonly Refusal[] = [
  ["an envelope beyond its limit", "413 BODY_TOO_LARGE", from(upload(envelope))],
  ["bytes that are no envelope", "422 ENVELOPE_MALFORMED", from(upload(new Uint8Array(400)))],
  ["an envelope under another hash", "422 ENVELOPE_MISMATCH", from(upload(new Uint8Array(400), randomId()))],
  ["an address that is not served", "404 ROUTE_NOT_FOUND", from(get("/v1/admin"))],
  ["a path in another case", "404 ROUTE_NOT_FOUND", from(get("/v1/Me"))],
  ["a path with a slash more", "404 ROUTE_NOT_FOUND", from(get("/v1/me/"))],
  ["an unknown method", "405 METHOD_NOT_ALLOWED", from({ method: "DELETE", path: PATHS.records })],
  ["an unknown query", "400 MALFORMED_REQUEST", from(get(`${PATHS.me}?debug=1`))],
  ["a query twice", "400 MALFORMED_REQUEST", from(get(`${PATHS.records}?limit=1&limit=2`))],
  ["a limit beyond the limit", "400 MALFORMED_REQUEST", from(get(`${PATHS.records}?limit=1000`))],
  ["a cursor of no page", "400 MALFORMED_REQUEST", from(get(`${PATHS.records}?cursor=%00`))],
  [
    "an id in uppercase",
    "400 MALFORMED_REQUEST",
    ({ alice, second }) => alice.request(get(`/v1/records/0x${second.header.record.slice(2).toUpperCase()}`)),
  ],
  ["an id of a prototype's", "400 MALFORMED_REQUEST", from(get("/v1/records/__proto__"))],
  ["a path that does not decode", "400 MALFORMED_REQUEST", from(get("/v1/records/%ff"))],
];

describeRefusals("a wrong body", bodies);
describeRefusals("a wrong address", addresses);

describe("the edge", () => {
  let world: World;
  before(async () => {
    world = await sharedWorld();
  });
  it("says which methods an address takes", async () => {
    const answer = await world.alice.request({ method: "DELETE", path: PATHS.records });
    expect(answer.headers.get("allow")).to.equal("HEAD, GET");
  });

  it("keeps a well-formed request id and replaces any other", async () => {
    const ask = (id: string) => exchange(world.node.origin, get(PATHS.info), { "x-request-id": id });
    expect((await ask("req-12345678")).headers.get("x-request-id")).to.equal("req-12345678");
    expect((await ask("x".repeat(65))).headers.get("x-request-id")).to.match(/^[0-9a-f-]{36}$/);
  });

  it("lets any page call without credentials, and answers its preflight", async () => {
    const origin = "https://anywhere.example";
    const answer = await exchange(world.node.origin, get(PATHS.info), { origin });
    expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
    expect(answer.headers.get("access-control-allow-credentials")).to.equal(null);
    expect(answer.headers.get("access-control-expose-headers")).to.include("x-request-id");
    const preflight = await fetch(world.node.origin + PATHS.me, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "PUT" },
    });
    expect(preflight.status).to.equal(204);
    expect(preflight.headers.get("access-control-allow-headers")).to.include("authorization");
  });

  it("hardens every answer, refusals included, and lets nobody cache one", async () => {
    for (const path of [PATHS.info, "/nowhere"]) {
      const { headers } = await exchange(world.node.origin, get(path));
      expect(headers.get("x-content-type-options")).to.equal("nosniff");
      expect(headers.get("content-security-policy")).to.equal(
        "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      );
      expect(headers.get("x-frame-options")).to.equal("DENY");
      expect(headers.get("cache-control")).to.equal("no-store");
    }
  });

  it("reads nothing of a body that a stranger announces", async () => {
    const { hostname, port } = new URL(world.node.origin);
    const socket = createConnection({ host: hostname, port: Number(port) });
    socket.write(
      `PUT ${PATHS.stagedEnvelope(randomId())} HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: ${MEDIA_TYPES.envelope}\r\ncontent-length: 16000000\r\n\r\n`,
    );
    let text = "";
    for await (const chunk of socket) text += String(chunk);
    expect(text)
      .to.match(/^HTTP\/1.1 401 /)
      .and.match(/connection: close/i);
  });
});
