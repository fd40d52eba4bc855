import { type Bytes32, PATHS } from "@idos/protocol";
import { expect } from "chai";
import { type Actor, createActor } from "../harness/actor.ts";
import { type Answer, get } from "../harness/exchange.ts";
import { askFor, cancel, pendingRequest } from "../harness/requests.ts";
import { randomId, succeeded } from "../harness/story.ts";
import { sharedWorld, stopSharedWorld, type World } from "../http/refusals/world.ts";
import { PROBES, type ProbedKind } from "./probes.ts";

after(stopSharedWorld);

/** All that an answer says, but for the request's own id, the time and the block. */
function saidBy({ status, headers, bytes }: Answer): unknown {
  const text = new TextDecoder().decode(bytes);
  const varying = new Set(["x-request-id", "date", "ratelimit", "ratelimit-policy", "content-length"]);
  const kept = [...headers].filter(([name]) => !varying.has(name));
  return { status, kept, text: text.replace(/"requestId":"[^"]*"|"blockNumber":\d+/g, "") };
}

describe("whoever probes for ids is told nothing", () => {
  let world: World;
  let ids: Record<ProbedKind, Bytes32>;
  let strangers: readonly Actor[];
  before(async () => {
    world = await sharedWorld();
    const { node, alice, bob, mallory, issuer, second, share } = world;
    const request = await pendingRequest(node, bob, alice.account);
    ids = { record: second.header.record, share, request, user: alice.userId };
    strangers = [mallory, issuer];
  });
  after(async () => {
    succeeded(await world.bob.request(cancel(ids.request)));
  });

  for (const { what, kind, ask } of PROBES)
    it(`by ${what} that is not there or is another's: the answers are the same, byte for byte`, async () => {
      for (const stranger of strangers) {
        const answers = [];
        for (const id of [ids[kind], randomId()])
          answers.push(await stranger.request(await ask(world, id, stranger)));
        const [foreign, missing] = answers.map(saidBy);
        expect(foreign).to.deep.equal(missing);
        expect(answers[0]?.status).to.be.oneOf([403, 404, 422]);
      }
    });

  it("by asking an account for access: only whether it has an entry, as looking it up does", async () => {
    const { node, issuer } = world;
    const nobody = (await createActor(node)).account;
    const asked = await issuer.request(await askFor(node, randomId(), issuer, nobody));
    const lookedUp = await issuer.request(get(PATHS.userByAccount(nobody)));
    expect(saidBy(asked)).to.deep.equal(saidBy(lookedUp));
  });
});
