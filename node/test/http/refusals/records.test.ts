import { headerHash, LIMITS, PATHS, type RecordHeader, TIMES, toBase64url } from "@idos/protocol";
import { type Actor, nowSeconds } from "../../harness/actor.ts";
import { type Answer, get, jsonRequest } from "../../harness/exchange.ts";
import {
  makeDeletion,
  makeVersion,
  put,
  remove,
  stage,
  type Version,
  type VersionChanges,
} from "../../harness/records.ts";
import { randomId, succeeded } from "../../harness/story.ts";
import { describeRefusals, type Refusal, type Send } from "./describe-refusals.ts";
import type { World } from "./world.ts";

/** Alice's next version of her record with `changes`, its envelope staged before the table looks at the database. */
const next =
  (
    changes: (world: World) => VersionChanges,
    previous = (world: World): Version | undefined => world.second,
  ) =>
  async (world: World): Promise<Answer> => {
    const version = await makeVersion(
      world.node,
      world.alice,
      world.alice.userId,
      previous(world),
      changes(world),
    );
    return world.alice.request(put(version));
  };
const headed = (changes: (world: World) => Partial<RecordHeader>) =>
  next((world) => ({ header: changes(world) }));

/** The same with its envelope staged by `uploader`. */
function staged(uploader: (world: World) => Actor, changes: VersionChanges = {}): Send {
  return async (world) => {
    const { node, alice, second } = world;
    const version = await makeVersion(node, alice, alice.userId, second, changes);
    succeeded(await uploader(world).request(stage(version)));
    return () => alice.request(put(version));
  };
}

/** At the time it was made, however long ago that is for a run of many tests. */
async function putFirstAgain({ node, alice, first }: World): Promise<Answer> {
  node.clock.aheadMs = 1_000 * (first.header.iat - nowSeconds(node));
  try {
    return await alice.request(put(first));
  } finally {
    node.clock.aheadMs = 0;
  }
}

const headers: readonly Refusal[] = [
  ["another session's signature", "422 HEADER_INVALID", next(({ mallory }) => ({ signer: mallory }))],
  ["another author", "422 HEADER_INVALID", headed(({ mallory }) => ({ author: mallory.account }))],
  [
    "a version that skips one",
    "422 HEADER_INVALID",
    headed(({ second }) => ({ version: second.header.version + 2 })),
  ],
  ["another kind", "422 HEADER_INVALID", headed(() => ({ kind: "credential" }))],
  [
    "an old header",
    "422 HEADER_INVALID",
    headed(({ node }) => ({ iat: nowSeconds(node) - TIMES.proofAgeSecondsMax - 2 })),
  ],
  [
    "a header from the future",
    "422 HEADER_INVALID",
    headed(({ node }) => ({ iat: nowSeconds(node) + TIMES.clockSkewSeconds + 2 })),
  ],
  ["a deletion in a write", "422 HEADER_INVALID", headed(() => ({ deleted: true, envelope: null }))],
  ["another user's name on it", "404 RECORD_NOT_FOUND", headed(({ mallory }) => ({ owner: mallory.userId }))],
  [
    "another record's address",
    "422 HEADER_INVALID",
    async ({ node, alice, second }) => {
      const { jws } = await makeVersion(node, alice, alice.userId, second);
      const body = { header: jws, wrappedKey: "A".repeat(150), shareKeys: [] };
      return alice.request(jsonRequest("PUT", PATHS.record(randomId()), body));
    },
  ],
  [
    "a broken signature",
    "422 HEADER_INVALID",
    async ({ node, alice, second }) => {
      const version = await makeVersion(node, alice, alice.userId, second);
      return alice.request(put({ ...version, jws: `${version.jws.slice(0, -4)}AAAA` }));
    },
  ],
  [
    "a header of a version that was replaced",
    "409 VERSION_CONFLICT",
    next(
      () => ({}),
      ({ first }) => first,
    ),
  ],
  ["the replaced version itself", "409 VERSION_CONFLICT", putFirstAgain],
  [
    "a new beginning of a record",
    "409 VERSION_CONFLICT",
    next(
      ({ second }) => ({ header: { record: second.header.record } }),
      () => undefined,
    ),
  ],
  [
    "a deleted record's rewriting",
    "410 RECORD_DELETED",
    next(
      () => ({}),
      ({ deletion }) => deletion,
    ),
  ],
  ["an envelope that was not staged", "422 ENVELOPE_NOT_STAGED", next(() => ({}))],
  ["an envelope that another staged", "422 ENVELOPE_NOT_STAGED", staged(({ mallory }) => mallory)],
];

const mismatched = (envelopeHeader: VersionChanges["envelopeHeader"]): Send =>
  staged(({ alice }) => alice, { envelopeHeader: envelopeHeader ?? {} });

const envelopes: readonly Refusal[] = [
  ["an envelope of another owner", "422 ENVELOPE_MISMATCH", mismatched({ owner: randomId() })],
  ["an envelope of another record", "422 ENVELOPE_MISMATCH", mismatched({ record: randomId() })],
  ["an envelope of another version", "422 ENVELOPE_MISMATCH", mismatched({ recordVersion: 9 })],
  ["an envelope of another past", "422 ENVELOPE_MISMATCH", mismatched({ prev: randomId() })],
  [
    "a key for a share that is not there",
    "422 SHARE_INVALID",
    async ({ node, alice, second }) => {
      const version = await makeVersion(node, alice, alice.userId, second);
      succeeded(await alice.request(stage(version)));
      return () => alice.request(put(version, [randomId()]));
    },
  ],
  [
    "a wrapped key of another length",
    "400 MALFORMED_REQUEST",
    async ({ node, alice, second }) => {
      const { header, jws } = await makeVersion(node, alice, alice.userId, second);
      const body = { header: jws, wrappedKey: "AAAA", shareKeys: [] };
      return alice.request(jsonRequest("PUT", PATHS.record(header.record), body));
    },
  ],
  [
    "a credential of a user without key backups",
    "409 KEY_BACKUPS_MISSING",
    async ({ node, mallory }) => {
      const changes = { header: { kind: "credential" } } as const;
      const version = await makeVersion(node, mallory, mallory.userId, undefined, changes);
      succeeded(await mallory.request(stage(version)));
      return () => mallory.request(put(version));
    },
  ],
];

const deletions: readonly Refusal[] = [
  [
    "a write's header",
    "422 HEADER_INVALID",
    async ({ node, alice, second }) =>
      alice.request(remove(await makeVersion(node, alice, alice.userId, second))),
  ],
  [
    "a version that was replaced",
    "409 VERSION_CONFLICT",
    async ({ node, alice, first }) => alice.request(remove(await makeDeletion(node, alice, first))),
  ],
  [
    "what is deleted already",
    "410 RECORD_DELETED",
    async ({ node, alice, deletion }) => alice.request(remove(await makeDeletion(node, alice, deletion))),
  ],
  [
    "another user's record",
    "404 RECORD_NOT_FOUND",
    async ({ node, mallory, second }) => mallory.request(remove(await makeDeletion(node, mallory, second))),
  ],
  [
    "another user's record under its owner's name",
    "404 RECORD_NOT_FOUND",
    async ({ node, alice, mallory, second }) => {
      const owner = { owner: alice.userId };
      return mallory.request(remove(await makeDeletion(node, mallory, second, owner)));
    },
  ],
];

/** Alice's key of a record by `sender`, said to be of this version. */
function recordKey(sender: (world: World) => Actor, of: (world: World) => Version): Send {
  return (world) => {
    const { header, jws } = of(world);
    const wrappedKey = toBase64url(new Uint8Array(LIMITS.wrappedKeyBytes));
    const body = { headerHash: headerHash(jws), wrappedKey };
    return sender(world).request(jsonRequest("PUT", PATHS.recordKey(header.record), body));
  };
}

const recordKeys: readonly Refusal[] = [
  [
    "of another user's record",
    "404 RECORD_NOT_FOUND",
    recordKey(
      ({ mallory }) => mallory,
      ({ second }) => second,
    ),
  ],
  [
    "of a version that was replaced",
    "409 VERSION_CONFLICT",
    recordKey(
      ({ alice }) => alice,
      ({ first }) => first,
    ),
  ],
  [
    "of a deleted record",
    "410 RECORD_DELETED",
    recordKey(
      ({ alice }) => alice,
      ({ deletion }) => deletion,
    ),
  ],
];

const reads: readonly Refusal[] = [
  [
    "another user's record",
    "404 RECORD_NOT_FOUND",
    ({ mallory, second }) => mallory.request(get(PATHS.record(second.header.record))),
  ],
  [
    "another user's envelope",
    "404 RECORD_NOT_FOUND",
    ({ mallory, second }) => mallory.request(get(PATHS.recordEnvelope(second.header.record))),
  ],
  [
    "a missing record",
    "404 RECORD_NOT_FOUND",
    ({ mallory }) => mallory.request(get(PATHS.record(randomId()))),
  ],
  [
    "a deleted record's envelope",
    "410 RECORD_DELETED",
    ({ alice, deletion }) => alice.request(get(PATHS.recordEnvelope(deletion.header.record))),
  ],
];

describeRefusals("a record's write with a wrong header", headers);
describeRefusals("a record's write with a wrong envelope", envelopes);
describeRefusals("a wrong deletion", deletions);
describeRefusals("a wrapped key for its owner", recordKeys);
describeRefusals("a read of what is not the caller's", reads);
