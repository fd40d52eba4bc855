import { originSchema, PATHS, type UserErasure } from "@idos/protocol";
import { expect } from "chai";
import { type Actor, createActor, nowSeconds } from "../harness/actor.ts";
import { erase, signErasure } from "../harness/erasure.ts";
import { get, jsonRequest } from "../harness/exchange.ts";
import { signData, succeeded } from "../harness/story.ts";
import { describeRefusals, type Send } from "../http/refusals/describe-refusals.ts";
import { sharedWorld, type World } from "../http/refusals/world.ts";

/** Somebody sends a statement that differs from the one by which Alice would erase herself. */
const sent =
  (
    changes: (world: World) => Partial<UserErasure>,
    by: (world: World) => Actor = ({ alice }) => alice,
    signer: (world: World) => World["alice"]["wallet"] = ({ alice }) => alice.wallet,
  ): Send =>
  async (world) =>
    by(world).request(erase(await signErasure(world.node, world.alice, changes(world), signer(world))));

const otherNode = originSchema.parse("https://other-node.example");

describeRefusals("nobody is erased by", [
  [
    "a session alone",
    "415 MEDIA_TYPE_UNSUPPORTED",
    ({ alice }) => alice.request({ method: "DELETE", path: PATHS.me }),
  ],
  [
    "a session that makes up a signature",
    "422 ERASURE_INVALID",
    async ({ node, alice }) => {
      const { erasure } = await signErasure(node, alice);
      return alice.request(erase({ erasure, signature: `0x${"5a".repeat(64)}1b` }));
    },
  ],
  [
    "a sign-in message's signature",
    "422 ERASURE_INVALID",
    async ({ node, alice }) => {
      const { erasure } = await signErasure(node, alice);
      return alice.request(erase({ erasure, signature: await alice.wallet.signMessage("sign in") }));
    },
  ],
  [
    "another statement of her wallet's",
    "422 ERASURE_INVALID",
    async ({ node, alice }) => {
      const { erasure } = await signErasure(node, alice);
      const types = { UserErasure: [{ name: "userId", type: "bytes32" }] };
      const message = { userId: alice.userId };
      const signature = await signData(alice.wallet, {
        domain: { name: "idOS", version: "1" },
        types,
        message,
      });
      return alice.request(erase({ erasure, signature }));
    },
  ],
  ["a statement for another node", "422 ERASURE_INVALID", sent(() => ({ node: otherNode }))],
  [
    "a statement for another node, its name exchanged",
    "422 ERASURE_INVALID",
    async ({ node, alice }) => {
      const { erasure, signature } = await signErasure(node, alice, { node: otherNode });
      return alice.request(erase({ erasure: { ...erasure, node: node.origin }, signature }));
    },
  ],
  ["an old statement", "422 ERASURE_INVALID", sent(({ node }) => ({ issuedAt: nowSeconds(node) - 700 }))],
  [
    "a statement from the future",
    "422 ERASURE_INVALID",
    sent(({ node }) => ({ issuedAt: nowSeconds(node) + 60 })),
  ],
  [
    "her statement in another's session",
    "422 ERASURE_INVALID",
    sent(
      () => ({}),
      ({ mallory }) => mallory,
    ),
  ],
  [
    "her statement in the session of somebody without an entry",
    "403 NO_USER",
    sent(
      () => ({}),
      ({ issuer }) => issuer,
    ),
  ],
  [
    "another's wallet in her session",
    "422 ERASURE_INVALID",
    sent(
      ({ mallory }) => ({ account: mallory.account }),
      undefined,
      ({ mallory }) => mallory.wallet,
    ),
  ],
  [
    "another's session and wallet that name her",
    "422 ERASURE_INVALID",
    sent(
      ({ mallory }) => ({ account: mallory.account }),
      ({ mallory }) => mallory,
      ({ mallory }) => mallory.wallet,
    ),
  ],
  [
    "another's wallet in her name",
    "422 ERASURE_INVALID",
    sent(
      () => ({}),
      undefined,
      ({ mallory }) => mallory.wallet,
    ),
  ],
  [
    "another's own statement in her session",
    "422 ERASURE_INVALID",
    sent(
      ({ mallory }) => ({ userId: mallory.userId, account: mallory.account }),
      undefined,
      ({ mallory }) => mallory.wallet,
    ),
  ],
  [
    "her statement without a session",
    "401 SESSION_UNKNOWN",
    async ({ node, alice }) => {
      const outsider = await createActor(node);
      return outsider.request(erase(await signErasure(node, alice)));
    },
  ],
  [
    "her statement in a session that may not delete",
    "403 SCOPE_MISSING",
    async ({ node, alice }) => {
      const reader = await createActor(node, alice.wallet);
      succeeded(await reader.signIn(["read", "write", "share", "keys"]));
      return async () => reader.request(erase(await signErasure(node, alice)));
    },
  ],
  [
    "an unknown field beside her statement",
    "400 MALFORMED_REQUEST",
    async ({ node, alice }) =>
      alice.request(jsonRequest("DELETE", PATHS.me, { ...(await signErasure(node, alice)), force: true })),
  ],
]);

describe("after all that", () => {
  it("she is there, with her data", async () => {
    const { alice, second } = await sharedWorld();
    expect((await alice.request(get(PATHS.record(second.header.record)))).outcome).to.equal("200");
  });
});
