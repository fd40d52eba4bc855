import { type Bytes32, PATHS } from "@idos/protocol";
import type { Actor } from "../harness/actor.ts";
import { erase, signErasure } from "../harness/erasure.ts";
import { get, type Sent } from "../harness/exchange.ts";
import { makeDeletion, remove } from "../harness/records.ts";
import { cancel, deny, grant } from "../harness/requests.ts";
import type { World } from "../http/refusals/world.ts";

export type ProbedKind = "record" | "share" | "request" | "user";

/** How somebody asks whether there is anything with an id. */
export interface Probe {
  readonly what: string;
  readonly kind: ProbedKind;
  readonly ask: (world: World, id: Bytes32, asker: Actor) => Promise<Sent> | Sent;
}

export const PROBES: readonly Probe[] = [
  {
    what: "reading a record",
    kind: "record",
    ask: (_world, id) => get(PATHS.record(id)),
  },
  {
    what: "reading its bytes",
    kind: "record",
    ask: (_world, id) => get(PATHS.recordEnvelope(id)),
  },
  {
    what: "deleting a record",
    kind: "record",
    ask: async ({ node, mallory, second }, record) =>
      remove(await makeDeletion(node, mallory, second, { record, owner: mallory.userId })),
  },
  {
    what: "reading a share",
    kind: "share",
    ask: (_world, id) => get(PATHS.share(id)),
  },
  {
    what: "reading a share's bytes",
    kind: "share",
    ask: ({ second }, id) => get(PATHS.shareEnvelope(id, second.header.record)),
  },
  {
    what: "deleting a share",
    kind: "share",
    ask: (_world, id) => ({ method: "DELETE", path: PATHS.share(id) }),
  },
  {
    what: "reading a request",
    kind: "request",
    ask: (_world, id) => get(PATHS.request(id)),
  },
  {
    what: "denying a request",
    kind: "request",
    ask: (_world, id) => deny(id),
  },
  {
    what: "cancelling a request",
    kind: "request",
    ask: (_world, id) => cancel(id),
  },
  {
    what: "granting a request",
    kind: "request",
    ask: ({ share }, id) => grant(id, share),
  },
  {
    what: "erasing a user",
    kind: "user",
    ask: async ({ node }, userId, asker) => erase(await signErasure(node, { ...asker, userId })),
  },
];
