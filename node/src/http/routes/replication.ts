import { bytes32Schema, feedQuerySchema, headFeedSchema, MEDIA_TYPES, PATHS } from "@idos/protocol";
import { z } from "zod";
import { readFeed } from "../../replication/feed.ts";
import { requirePeer } from "../../replication/require-peer.ts";
import { readItem, readManifest, readReplicaEnvelope } from "../../replication/replica-reads.ts";
import { envelope, json, text } from "../answer-kinds.ts";
import { noBody } from "../body-kinds.ts";
import { keyProven } from "../endpoint-kinds.ts";
import type { Endpoint } from "../endpoint.ts";
import { noFields } from "../no-fields.ts";

const get = { method: "GET", body: noBody } as const;
const ofOwner = { ...get, query: noFields, refusals: ["PEER_UNKNOWN", "REPLICA_NOT_FOUND"] } as const;

const feed = keyProven(
  {
    ...get,
    path: PATHS.replicationFeed,
    summary: "Owners' heads in the order in which they came to this node, for its peers",
    params: noFields,
    query: feedQuerySchema,
    answer: json(200, headFeedSchema),
    refusals: ["PEER_UNKNOWN"],
  },
  (parts, key, { query }) => readFeed(parts, requirePeer(parts, key), query.after),
);

const manifest = keyProven(
  {
    ...ofOwner,
    path: PATHS.replicaManifest(":owner"),
    summary: "What an owner's head in force covers",
    params: z.strictObject({ owner: bytes32Schema }),
    answer: text(MEDIA_TYPES.text),
  },
  (parts, key, { params }) => readManifest(parts, requirePeer(parts, key), params.owner),
);

const item = keyProven(
  {
    ...ofOwner,
    path: PATHS.replicaItem(":owner", ":item"),
    summary: "An item of an owner's manifest, by its hash",
    params: z.strictObject({ owner: bytes32Schema, item: bytes32Schema }),
    answer: text(MEDIA_TYPES.json),
  },
  (parts, key, { params }) => readItem(parts, requirePeer(parts, key), params.owner, params.item),
);

const bytes = keyProven(
  {
    ...ofOwner,
    path: PATHS.replicaEnvelope(":owner", ":record", ":hash"),
    summary: "The envelope of an owner's record, by its hash",
    params: z.strictObject({ owner: bytes32Schema, record: bytes32Schema, hash: bytes32Schema }),
    answer: envelope,
  },
  async (parts, key, { params: { owner, record, hash } }) => ({
    opened: await readReplicaEnvelope(parts, requirePeer(parts, key), owner, { record, hash }),
    decidedAt: null,
  }),
);

export const replicationRoutes: readonly Endpoint[] = [feed, manifest, item, bytes];
