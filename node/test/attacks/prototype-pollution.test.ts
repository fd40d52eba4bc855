import { PATHS } from "@idos/protocol";
import { expect } from "chai";
import { get } from "../harness/exchange.ts";
import { randomKey } from "../harness/story.ts";
import { type AttackedNode, jsonBytes, outcomesOf, startAttackedNode } from "./attacked-node.ts";

const backup = { kind: "password", parameters: {}, ciphertext: randomKey() };
const text = JSON.stringify(backup);
const NAMES = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "\\u005f_proto__"];

describe("attack: prototype pollution", () => {
  let attacked: AttackedNode;
  before(async () => {
    attacked = await startAttackedNode();
  });
  after(() => attacked.node.stop());

  it("by a field of a body is refused at every level", async () => {
    const bodies = NAMES.flatMap((name) => [
      text.replace("{", `{"${name}":{"polluted":true},`),
      text.replace('"parameters":{}', `"parameters":{"a":{"${name}":{"polluted":true}}}`),
    ]);
    const answers = await attacked.unchanged(() =>
      Promise.all(bodies.map((body) => attacked.alice.request(jsonBytes(body)))),
    );
    expect(outcomesOf(answers)).to.deep.equal(["400 MALFORMED_REQUEST"]);
  });

  it("by a name that a body may choose is refused, or is a name like another", async () => {
    for (const name of NAMES) {
      const answer = await attacked.alice.request(
        jsonBytes(text.replace('"parameters":{}', `"parameters":{"${name}":"polluted"}`)),
      );
      expect(answer.outcome).to.equal(name.endsWith("_proto__") ? "400 MALFORMED_REQUEST" : "204");
    }
    const { json } = await attacked.alice.request(get(PATHS.keyBackups));
    expect(JSON.stringify(json)).to.include('"hasOwnProperty":"polluted"').and.not.to.include("__proto__");
  });

  it("by a query, a path or a header is refused", async () => {
    const answers = await attacked.unchanged(() =>
      Promise.all(
        NAMES.flatMap((name) => [
          attacked.alice.request(get(`${PATHS.records}?${encodeURIComponent(name)}=1`)),
          attacked.alice.request(get(`${PATHS.records}?${encodeURIComponent(name)}[a]=1`)),
          attacked.alice.request(get(`/v1/records/${encodeURIComponent(name)}`)),
        ]),
      ),
    );
    expect(outcomesOf(answers)).to.deep.equal(["400 MALFORMED_REQUEST"]);
  });

  afterEach(() => {
    for (const name of ["polluted", "a"]) expect(Object.hasOwn(Object.prototype, name)).to.equal(false);
    expect(Reflect.get({}, "polluted")).to.equal(undefined);
  });
});
