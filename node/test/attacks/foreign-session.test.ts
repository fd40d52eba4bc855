import { PATHS } from "@idos/protocol";
import { get } from "../harness/exchange.ts";
import { makeDeletion, makeVersion, put, remove, stage } from "../harness/records.ts";
import { succeeded } from "../harness/story.ts";
import { describeRefusals, type Send } from "../http/refusals/describe-refusals.ts";
import type { World } from "../http/refusals/world.ts";

const reading =
  (path: (record: World["second"]["header"]["record"]) => string): Send =>
  ({ mallory, second }) =>
    mallory.request(get(path(second.header.record)));

/** Mallory writes the version after Alice's newest. */
const writing =
  (signedBy: "herself" | "the owner", owner: "herself" | "the owner"): Send =>
  async (world) => {
    const { node, mallory, alice, second } = world;
    const [signer, author] = signedBy === "herself" ? [mallory, mallory] : [alice, alice];
    const ownerId = owner === "herself" ? mallory.userId : alice.userId;
    const version = await makeVersion(node, author, ownerId, second, { signer });
    succeeded(await mallory.request(stage(version)));
    return () => mallory.request(put(version));
  };

describeRefusals("with a session of one's own, another's record is not", [
  ["read", "404 RECORD_NOT_FOUND", reading(PATHS.record)],
  ["read as bytes", "404 RECORD_NOT_FOUND", reading(PATHS.recordEnvelope)],
  ["written in one's own name", "404 RECORD_NOT_FOUND", writing("herself", "the owner")],
  ["taken over", "409 VERSION_CONFLICT", writing("herself", "herself")],
  ["written by a header that its owner signed", "422 HEADER_INVALID", writing("the owner", "the owner")],
  [
    "deleted by a header that its owner signed",
    "404 RECORD_NOT_FOUND",
    async ({ node, alice, mallory, second }) =>
      mallory.request(remove(await makeDeletion(node, alice, second))),
  ],
  [
    "deleted in one's own name",
    "404 RECORD_NOT_FOUND",
    async ({ node, mallory, second }) => mallory.request(remove(await makeDeletion(node, mallory, second))),
  ],
]);
