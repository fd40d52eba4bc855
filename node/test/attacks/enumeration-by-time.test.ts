import { type Bytes32, SCOPES } from "@idos/protocol";
import { expect } from "chai";
import { testRedis } from "../../../test/harness/redis.ts";
import type { Actor, SignInChanges } from "../harness/actor.ts";
import { erase, signErasure } from "../harness/erasure.ts";
import { type RedisCommands, watchRedis } from "../harness/redis-commands.ts";
import { cancel, pendingRequest } from "../harness/requests.ts";
import { createUser, randomId, succeeded } from "../harness/story.ts";
import { createWorld, type World } from "../http/refusals/world.ts";
import { type Probe, PROBES, type ProbedKind } from "./probes.ts";

const ROUNDS = 6;

/** How often each amount of work was done. */
type Distribution = ReadonlyMap<string, number>;

/**
 * The time that a refusal takes is that of the queries and commands which the node waits for. So those are compared, as
 * no other process of this machine changes them. A receipt that was begun would be among them.
 */
describe("attack: enumeration by time", () => {
  let world: World;
  let commands: RedisCommands;
  /** Each signs in anew, so that what is remembered of her does not grow too old in the middle of a probe. */
  let strangers: readonly (() => Promise<Actor>)[];
  /** What is there, in every state in which it can be. */
  let foreign: Readonly<Record<ProbedKind, readonly Bytes32[]>>;

  before(async () => {
    const redis = await testRedis();
    world = await createWorld({ redis, staleAfterSeconds: 3_600 });
    const { node, provider, alice, bob, second, deletion, share } = world;
    const [pending, cancelled] = [
      await pendingRequest(node, bob, alice.account),
      await pendingRequest(node, bob, alice.account),
    ];
    succeeded(await bob.request(cancel(cancelled)));
    const erased = await createUser(node, provider);
    succeeded(await erased.request(erase(await signErasure(node, erased))));
    foreign = {
      record: [second.header.record, deletion.header.record],
      share: [share],
      request: [pending, cancelled],
      user: [alice.userId, erased.userId],
    };
    const { mallory, issuer } = world;
    const signedIn = async (actor: Actor, changes: SignInChanges): Promise<Actor> => {
      succeeded(await actor.signIn(SCOPES, changes));
      return actor;
    };
    strangers = [() => signedIn(mallory, {}), () => signedIn(issuer, { originHeader: null })];
    // From here on the node alone asks Redis.
    await node.indexer.stop();
    commands = await watchRedis(redis);
  });
  after(async () => {
    commands.close();
    await world.node.stop();
  });

  async function workOf({ ask }: Probe, id: Bytes32, asker: Actor): Promise<string> {
    const { node } = world;
    const sent = await ask(world, id, asker);
    const begun = node.queries.length;
    const ofRedis = await commands.during(() => asker.request(sent));
    expect(ofRedis).to.not.deep.equal([]);
    return JSON.stringify([node.queries.slice(begun), ofRedis]);
  }

  /** Each probed as often, in turn; and twice before, since what is remembered of the asker costs nothing after that. */
  async function distributions(probe: Probe, asker: Actor): Promise<readonly Distribution[]> {
    const probed = [...foreign[probe.kind].map((id) => () => id), randomId].map((id) => ({
      id,
      tally: new Map<string, number>(),
    }));
    for (let round = -2; round < ROUNDS; round += 1)
      for (const { id, tally } of probed) {
        const work = await workOf(probe, id(), asker);
        if (round >= 0) tally.set(work, (tally.get(work) ?? 0) + 1);
      }
    return probed.map(({ tally }) => tally);
  }

  for (const probe of PROBES)
    it(`by ${probe.what}: what is another's costs what is not there costs`, async () => {
      for (const signedIn of strangers) {
        const all = await distributions(probe, await signedIn());
        const missing = all.at(-1);
        for (const known of all) expect(known).to.deep.equal(missing);
      }
    });
});
