import { PATHS } from "@idos/protocol";
import { expect } from "chai";
import { createActor } from "../harness/actor.ts";
import { type Answer, get } from "../harness/exchange.ts";
import { store } from "../harness/records.ts";
import { putShare } from "../harness/shares.ts";
import { createUser, randomId, succeeded, type User } from "../harness/story.ts";
import { type AttackedNode, startAttackedNode } from "./attacked-node.ts";

describe("attack: enumeration", () => {
  let attacked: AttackedNode;
  let mallory: User;
  before(async () => {
    attacked = await startAttackedNode();
    mallory = await createUser(attacked.node, attacked.provider);
  });
  after(() => attacked.node.stop());

  /** What the caller sees, the request's id aside, and which queries the node made for it. */
  async function seen(path: string) {
    const begun = attacked.node.queries.length;
    const answer = await mallory.request(get(path));
    const queries = attacked.node.queries.slice(begun);
    return { answer: shown(answer), queries };
  }

  function shown({ status, json, headers }: Answer): string {
    const varying = new Set(["x-request-id", "date", "ratelimit", "content-length"]);
    const rest = [...headers].filter(([name]) => !varying.has(name));
    return JSON.stringify([status, json, rest], (name, value: unknown) =>
      name === "requestId" || name === "blockNumber" ? undefined : value,
    );
  }

  it("of records: another's and an unknown one give one answer, after the same queries", async () => {
    const { node, alice } = attacked;
    const version = await store(node, alice);
    for (const path of [PATHS.record, PATHS.recordEnvelope]) {
      const known = await seen(path(version.header.record));
      const unknown = await seen(path(randomId()));
      expect(known).to.deep.equal(unknown);
      expect(known.queries).not.to.be.empty;
    }
  });

  it("of shares: one that is not granted and an unknown one give one answer, after the same queries", async () => {
    const { node, alice } = attacked;
    const version = await store(node, alice);
    const [share, salt] = [randomId(), randomId()];
    succeeded(await alice.request(await putShare(node, share, alice, mallory.account, [version])));
    // However often it was read by who may.
    for (let times = 0; times < 3; times += 1) succeeded(await alice.request(get(PATHS.share(share))));
    const opening = `?owner=${alice.account}&salt=${salt}`;
    for (const query of ["", opening, "?atLeast=1"]) {
      const known = await seen(PATHS.share(share) + query);
      expect(known.answer).to.include("ACCESS_NOT_GRANTED");
      expect(known.queries).not.to.be.empty;
      expect(await seen(PATHS.share(randomId()) + query)).to.deep.equal(known);
      const ofRecord = await seen(PATHS.shareEnvelope(share, version.header.record) + query);
      expect(await seen(PATHS.shareEnvelope(share, randomId()) + query)).to.deep.equal(ofRecord);
      expect(await seen(PATHS.shareEnvelope(randomId(), randomId()) + query)).to.deep.equal(ofRecord);
    }
  });

  it("of sessions: a key without a session and one that signed out give one answer", async () => {
    const { node, provider } = attacked;
    const never = await createActor(node);
    const ended = await createUser(node, provider);
    succeeded(await ended.request({ method: "DELETE", path: PATHS.currentSession }));
    const answers = [await never.request(get(PATHS.me)), await ended.request(get(PATHS.me))];
    expect(answers.map(({ outcome }) => outcome)).to.deep.equal([
      "401 SESSION_UNKNOWN",
      "401 SESSION_UNKNOWN",
    ]);
  });
});
