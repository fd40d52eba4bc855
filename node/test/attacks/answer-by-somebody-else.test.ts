import type { Bytes32 } from "@idos/protocol";
import { PATHS } from "@idos/protocol";
import type { Actor } from "../harness/actor.ts";
import { get, type Sent } from "../harness/exchange.ts";
import { store } from "../harness/records.ts";
import { cancel, deny, grant, newRequester, pendingRequest } from "../harness/requests.ts";
import { putShare } from "../harness/shares.ts";
import { randomId, succeeded } from "../harness/story.ts";
import { describeRefusals, type Refusal, type Send } from "../http/refusals/describe-refusals.ts";
import type { World } from "../http/refusals/world.ts";

/** Somebody sends something about a request that a new requester made to Alice. */
const on =
  (attempt: (world: World, request: Bytes32, requester: Actor) => readonly [Actor, Sent]): Send =>
  async (world) => {
    const requester = await newRequester(world.node);
    const request = await pendingRequest(world.node, requester, world.alice.account);
    const [actor, sent] = attempt(world, request, requester);
    return () => actor.request(sent);
  };

const NOT_FOUND = "404 REQUEST_NOT_FOUND";
const rows: readonly Refusal[] = [
  [
    "granted by a stranger, by a share of the owner's",
    NOT_FOUND,
    on(({ mallory, share }, id) => [mallory, grant(id, share)]),
  ],
  ["granted by its requester", NOT_FOUND, on(({ share }, id, requester) => [requester, grant(id, share)])],
  ["denied by a stranger", NOT_FOUND, on(({ mallory }, id) => [mallory, deny(id)])],
  ["denied by its requester", NOT_FOUND, on((_world, id, requester) => [requester, deny(id)])],
  ["cancelled by a stranger", NOT_FOUND, on(({ mallory }, id) => [mallory, cancel(id)])],
  ["cancelled by its owner", NOT_FOUND, on(({ alice }, id) => [alice, cancel(id)])],
  ["read by a stranger", NOT_FOUND, on(({ mallory }, id) => [mallory, get(PATHS.request(id))])],
  ["read by somebody without an entry", NOT_FOUND, on(({ issuer }, id) => [issuer, get(PATHS.request(id))])],
  [
    "granted by a stranger, by a share of her own to its requester",
    NOT_FOUND,
    async ({ node, alice, mallory }) => {
      const requester = await newRequester(node);
      const request = await pendingRequest(node, requester, alice.account);
      const share = randomId();
      const record = await store(node, mallory);
      succeeded(await mallory.request(await putShare(node, share, mallory, requester.account, [record])));
      return () => mallory.request(grant(request, share));
    },
  ],
];

describeRefusals("an access request is not", rows);
