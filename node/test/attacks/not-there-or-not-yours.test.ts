import { type Bytes32, PATHS } from "@idos/protocol";
import { expect } from "chai";
import { type Actor, createActor } from "../harness/actor.ts";
import { type Answer, get, type Sent } from "../harness/exchange.ts";
import { makeDeletion, remove } from "../harness/records.ts";
import { askFor, cancel, deny, grant, pendingRequest } from "../harness/requests.ts";
import { randomId, succeeded } from "../harness/story.ts";
import { sharedWorld, stopSharedWorld, type World } from "../http/refusals/world.ts";

after(stopSharedWorld);

/** All that an answer says, but for the request's own id, the time and the block. */
function saidBy({ status, headers, bytes }: Answer): unknown {
  const text = new TextDecoder().decode(bytes);
  const varying = new Set(["x-request-id", "date", "ratelimit", "ratelimit-policy", "content-length"]);
  const kept = [...headers].filter(([name]) => !varying.has(name));
  return { status, kept, text: text.replace(/"requestId":"[^"]*"|"blockNumber":\d+/g, "") };
}

type Ask = (world: World, id: Bytes32, asker: Actor) => Promise<Sent> | Sent;

/** What is asked about ids of these kinds of another's. */
const questions: readonly (readonly [what: string, kind: "record" | "share" | "request", ask: Ask])[] = [
  ["reading a record", "record", (_world, id) => get(PATHS.record(id))],
  ["reading its bytes", "record", (_world, id) => get(PATHS.recordEnvelope(id))],
  [
    "deleting a record",
    "record",
    async ({ node, mallory, second }, record) =>
      remove(await makeDeletion(node, mallory, second, { record, owner: mallory.userId })),
  ],
  ["reading a share", "share", (_world, id) => get(PATHS.share(id))],
  [
    "reading a share's bytes",
    "share",
    ({ second }, id) => get(PATHS.shareEnvelope(id, second.header.record)),
  ],
  ["deleting a share", "share", (_world, id) => ({ method: "DELETE", path: PATHS.share(id) })],
  ["reading a request", "request", (_world, id) => get(PATHS.request(id))],
  ["denying a request", "request", (_world, id) => deny(id)],
  ["cancelling a request", "request", (_world, id) => cancel(id)],
  ["granting a request", "request", ({ share }, id) => grant(id, share)],
];

describe("whoever probes for ids is told nothing", () => {
  let world: World;
  let ids: Record<"record" | "share" | "request", Bytes32>;
  let strangers: readonly Actor[];
  before(async () => {
    world = await sharedWorld();
    const { node, alice, bob, mallory, issuer, second, share } = world;
    const request = await pendingRequest(node, bob, alice.account);
    ids = { record: second.header.record, share, request };
    strangers = [mallory, issuer];
  });
  after(async () => {
    succeeded(await world.bob.request(cancel(ids.request)));
  });

  for (const [what, kind, ask] of questions)
    it(`by ${what} that is not there or is another's: the answers are the same, byte for byte`, async () => {
      for (const stranger of strangers) {
        const answers = [];
        for (const id of [ids[kind], randomId()])
          answers.push(await stranger.request(await ask(world, id, stranger)));
        const [foreign, missing] = answers.map(saidBy);
        expect(foreign).to.deep.equal(missing);
        expect(answers[0]?.status).to.be.oneOf([403, 404]);
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
