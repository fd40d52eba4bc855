import { putShare } from "../harness/shares.ts";
import { randomId } from "../harness/story.ts";
import { describeRefusals, type Send } from "../http/refusals/describe-refusals.ts";
import type { World } from "../http/refusals/world.ts";

/** Mallory makes a share of Alice's record to herself. */
const sharing =
  (
    claims: (world: World) => Readonly<Record<string, unknown>>,
    id: (world: World) => World["share"] = randomId,
  ): Send =>
  async (world) => {
    const { node, mallory, second } = world;
    const changes = { document: claims(world) };
    return mallory.request(await putShare(node, id(world), mallory, mallory.account, [second], changes));
  };

describeRefusals("a share of another's record", [
  ["as one's own", "422 SHARE_INVALID", sharing(() => ({}))],
  ["in its owner's name", "422 SHARE_INVALID", sharing(({ alice }) => ({ owner: alice.userId }))],
  [
    "with its owner's account",
    "422 SHARE_INVALID",
    sharing(({ alice }) => ({ ownerAccount: alice.account })),
  ],
  ["signed as its owner", "422 SHARE_INVALID", sharing(({ alice }) => ({ author: alice.account }))],
  [
    "under the id of a share of its owner's",
    "409 SHARE_TAKEN",
    sharing(
      () => ({}),
      ({ share }) => share,
    ),
  ],
]);
