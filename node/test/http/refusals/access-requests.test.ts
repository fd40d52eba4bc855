import type { Address, Bytes32 } from "@idos/protocol";
import { expect } from "chai";
import { LIMITS, PATHS, toBase64url } from "@idos/protocol";
import { type Actor, nowSeconds } from "../../harness/actor.ts";
import { jsonRequest, type Sent } from "../../harness/exchange.ts";
import {
  askFor,
  cancel,
  deny,
  grant,
  newRequester,
  pendingRequest,
  type RequestChanges,
} from "../../harness/requests.ts";
import { putShare, type Seal, seal } from "../../harness/shares.ts";
import { randomId, succeeded } from "../../harness/story.ts";
import { describeRefusals, type Refusal, type Send } from "./describe-refusals.ts";
import type { World } from "./world.ts";

type Document = RequestChanges["document"];

/** The issuer asks Alice, with something wrong in what he signs. */
const asking =
  (wrong: (world: World) => Document, signer?: (world: World) => Actor): Send =>
  async (world) => {
    const { node, issuer, alice } = world;
    const changes = { document: wrong(world) ?? {}, signer: signer?.(world) ?? issuer };
    return issuer.request(await askFor(node, randomId(), issuer, alice.account, changes));
  };

const sealedBytes = (bytes: number): string => toBase64url(new Uint8Array(bytes));

const asked: readonly Refusal[] = [
  [
    "an unsigned document",
    "400 MALFORMED_REQUEST",
    ({ issuer }) => issuer.request(jsonRequest("POST", PATHS.requests, { document: "e30" })),
  ],
  [
    "a document that somebody else signed",
    "422 REQUEST_INVALID",
    asking(
      () => ({}),
      ({ mallory }) => mallory,
    ),
  ],
  ["a document in another's name", "422 REQUEST_INVALID", asking(({ bob }) => ({ requester: bob.account }))],
  ["a chain that the node does not follow", "422 REQUEST_INVALID", asking(() => ({ chainId: 5 }))],
  ["an end in the past", "422 REQUEST_INVALID", asking(({ node }) => ({ expiresAt: nowSeconds(node) }))],
  [
    "an end too far away",
    "422 REQUEST_INVALID",
    asking(({ node }) => ({ expiresAt: nowSeconds(node) + 31 * 24 * 3600 })),
  ],
  ["access that is over", "422 REQUEST_INVALID", asking(({ node }) => ({ accessUntil: nowSeconds(node) }))],
  ["an old document", "422 REQUEST_INVALID", asking(({ node }) => ({ iat: nowSeconds(node) - 120 }))],
  [
    "a body that nobody sealed",
    "422 REQUEST_INVALID",
    asking(() => ({ body: sealedBytes(LIMITS.sealBytes - 1) })),
  ],
  [
    "a body beyond its limit",
    "422 REQUEST_INVALID",
    asking(() => ({ body: sealedBytes(LIMITS.requestBodyBytesMax + 1) })),
  ],
  ["a body that is not base64url", "422 REQUEST_INVALID", asking(() => ({ body: "=".repeat(100) }))],
  ["a claim that nobody documented", "422 REQUEST_INVALID", asking(() => ({ colour: "red" }))],
  [
    "an account without an entry",
    "404 USER_NOT_FOUND",
    async ({ node, bob, issuer }) => bob.request(await askFor(node, randomId(), bob, issuer.account)),
  ],
  [
    "oneself",
    "422 REQUEST_INVALID",
    async ({ node, bob }) => bob.request(await askFor(node, randomId(), bob, bob.account)),
  ],
  [
    "another's request's id",
    "409 REQUEST_TAKEN",
    async ({ node, alice, issuer }) => {
      const request = await pendingRequest(node, await newRequester(node), alice.account);
      return async () => issuer.request(await askFor(node, request, issuer, alice.account));
    },
  ],
];

interface Asked {
  readonly requester: Actor;
  readonly request: Bytes32;
}

/** Alice's attempt to answer what a new requester asks her. */
const answering =
  (attempt: (world: World, asked: Asked) => Promise<Sent> | Sent): Send =>
  async (world) => {
    const requester = await newRequester(world.node);
    const request = await pendingRequest(world.node, requester, world.alice.account);
    const sent = await attempt(world, { requester, request });
    return () => world.alice.request(sent);
  };

/** A share of Alice's. */
async function shareTo(
  { node, alice, second }: World,
  grantee: Address | Seal,
  share = randomId(),
): Promise<Bytes32> {
  succeeded(await alice.request(await putShare(node, share, alice, grantee, [second])));
  return share;
}

const answered: readonly Refusal[] = [
  ["with no share", "404 SHARE_NOT_FOUND", answering((_world, { request }) => grant(request, randomId()))],
  [
    "with a share to somebody else",
    "422 REQUEST_INVALID",
    answering(({ share }, { request }) => grant(request, share)),
  ],
  [
    "with a sealed share",
    "422 REQUEST_INVALID",
    answering(async (world, { request, requester }) => {
      const share = randomId();
      return grant(request, await shareTo(world, seal(share, requester.account, randomId()), share));
    }),
  ],
  [
    "with a share on another chain than asked for",
    "422 REQUEST_INVALID",
    async ({ node, alice, bob, share }) => {
      // As a node that follows another chain as well may hold it.
      const asked = {
        ...{ request: randomId(), ownerId: alice.userId, requester: bob.account, chainId: 5 },
        ...{ expiresAtSeconds: nowSeconds(node) + 60, createdAtSeconds: nowSeconds(node) },
        ...{ document: "e30.e30.e30", delegation: { message: "", signature: "0x00" }, closing: null },
      };
      expect(await node.store.requests.createRequest(asked)).to.equal("created");
      return () => alice.request(grant(asked.request, share));
    },
  ],
  [
    "with a share of another's to the requester",
    "404 SHARE_NOT_FOUND",
    async (world) => {
      const { node, mallory } = world;
      const requester = await newRequester(node);
      const share = await shareTo(world, requester.account);
      const request = await pendingRequest(node, requester, mallory.account);
      return () => mallory.request(grant(request, share));
    },
  ],
  [
    "after it was denied",
    "409 REQUEST_CLOSED",
    answering(async (world, { request, requester }) => {
      succeeded(await world.alice.request(deny(request)));
      return grant(request, await shareTo(world, requester.account));
    }),
  ],
  [
    "with another share than before",
    "409 REQUEST_CLOSED",
    answering(async (world, { request, requester }) => {
      const [first, second] = [
        await shareTo(world, requester.account),
        await shareTo(world, requester.account),
      ];
      succeeded(await world.alice.request(grant(request, first)));
      return grant(request, second);
    }),
  ],
  [
    "after it was cancelled",
    "409 REQUEST_CLOSED",
    answering(async (_world, { request, requester }) => {
      succeeded(await requester.request(cancel(request)));
      return deny(request);
    }),
  ],
];

describeRefusals("an access request with", asked);
describeRefusals("an access request is answered", answered);
