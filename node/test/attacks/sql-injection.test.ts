import { PATHS } from "@idos/protocol";
import { expect } from "chai";
import { DESCRIPTIONS } from "../../src/http/endpoints.ts";
import { type Actor, createActor } from "../harness/actor.ts";
import { erase, signErasure } from "../harness/erasure.ts";
import { get, jsonRequest, type Sent } from "../harness/exchange.ts";
import { linkAccount, unlinkAccount } from "../harness/linked-account.ts";
import { makeVersion, put, stage } from "../harness/records.ts";
import { askFor, grant, pendingRequest } from "../harness/requests.ts";
import { foundingLink, keyBinding, randomId, randomKey, succeeded } from "../harness/story.ts";
import { type AttackedNode, startAttackedNode } from "./attacked-node.ts";

const PAYLOADS = [
  "'",
  "' or '1'='1",
  "'; drop table users; --",
  "\\'; drop table users; --",
  "$1",
  "%' or 1=1 --",
  "0x' || (select pg_sleep(5)) || '",
  "\u0000",
  "ʼ; drop table users; --",
];

/** As a client of the SDK's sends it: a quote in a query is encoded too. */
const encoded = (payload: string): string => encodeURIComponent(payload).replaceAll("'", "%27");

/** Each string and number of a JSON value in turn, with the payload in its place. */
function* injected(json: unknown, payload: string): Generator {
  if (typeof json !== "object" || json === null) {
    yield payload;
    if (typeof json === "string") yield json + payload;
    return;
  }
  for (const [name, value] of Object.entries(json))
    for (const changed of injected(value, payload))
      yield Array.isArray(json)
        ? json.map((item: unknown, index) => (String(index) === name ? changed : item))
        : { ...json, [name]: changed };
}

describe("attack: SQL in every field", () => {
  let attacked: AttackedNode;
  before(async () => {
    attacked = await startAttackedNode();
  });
  after(() => attacked.node.stop());

  /** One to each route that takes JSON, but for key backups, which hold any text. */
  async function bodies(): Promise<readonly (readonly [by: Actor, sent: Sent])[]> {
    const { node, alice, provider } = attacked;
    const version = await makeVersion(node, alice, alice.userId);
    succeeded(await alice.request(stage(version)));
    const newcomer = await createActor(node);
    const leaving = { leaving: newcomer.wallet, remaining: alice.wallet };
    const request = await pendingRequest(node, provider, alice.account);
    const records = [{ record: randomId(), version: 1, wrappedKey: randomKey() }];
    return [
      [newcomer, jsonRequest("POST", PATHS.sessions, { message: "a", signature: "0x" })],
      [provider, jsonRequest("POST", PATHS.users, await foundingLink(node, newcomer.wallet))],
      [alice, await linkAccount(node, alice, newcomer.wallet)],
      [alice, await unlinkAccount(node, alice.userId, { ...leaving, byBoth: true })],
      [alice, jsonRequest("PUT", PATHS.keyBinding, await keyBinding(node, alice))],
      [alice, erase(await signErasure(node, alice))],
      [alice, put(version, [randomId()])],
      [alice, jsonRequest("DELETE", PATHS.record(version.header.record), { header: version.jws })],
      [
        alice,
        jsonRequest("PUT", PATHS.recordKey(version.header.record), { version: 1, wrappedKey: randomKey() }),
      ],
      [alice, jsonRequest("PUT", PATHS.ownHead, { head: version.jws })],
      [alice, jsonRequest("PUT", PATHS.share(randomId()), { document: version.jws, records })],
      [provider, await askFor(node, randomId(), provider, alice.account)],
      [alice, grant(request, randomId())],
    ];
  }

  it("of every body is refused and changes nothing", async () => {
    const sent = await bodies();
    const taken = DESCRIPTIONS.filter(({ body }) => body !== null && body.schema !== null);
    expect(sent).to.have.length(taken.length - 1);
    await attacked.unchanged(async () => {
      for (const [by, { method, path, body }] of sent)
        for (const payload of PAYLOADS)
          for (const json of injected(JSON.parse(new TextDecoder().decode(body)), payload)) {
            const answer = await by.request(jsonRequest(method, path, json));
            expect(answer.status, `${method} ${path}`).to.be.within(400, 499);
          }
    });
  });

  it("of a text that may be any is kept as it is", async () => {
    const { alice } = attacked;
    for (const payload of PAYLOADS.filter((one) => !one.includes("\u0000"))) {
      const parameters = { [payload.slice(0, 32)]: payload };
      const backup = { kind: "password", parameters, ciphertext: randomKey() };
      succeeded(await alice.request(jsonRequest("PUT", PATHS.keyBackup("password"), backup)));
      const { json } = succeeded(await alice.request(get(PATHS.keyBackups)));
      expect(JSON.stringify(json)).to.include(JSON.stringify(parameters));
    }
  });

  it("of every path and query is refused and changes nothing", async () => {
    const { alice } = attacked;
    await attacked.unchanged(async () => {
      for (const payload of PAYLOADS.map(encoded))
        for (const path of [
          `/v1/users/${payload}`,
          `/v1/records/${payload}`,
          `/v1/shares/${payload}`,
          `/v1/requests/${payload}`,
          `/v1/shares/${randomId()}/records/${payload}/envelope`,
          `${PATHS.records}?limit=${payload}`,
          `${PATHS.records}?cursor=${payload}`,
          `${PATHS.shares}?as=${payload}`,
          `${PATHS.shares}?as=owner&chainId=${payload}`,
          `${PATHS.shares}?as=owner&atLeast=${payload}`,
          `${PATHS.share(randomId())}?owner=${payload}&salt=${payload}`,
        ])
          expect((await alice.request(get(path))).outcome).to.equal("400 MALFORMED_REQUEST");
    });
  });
});
