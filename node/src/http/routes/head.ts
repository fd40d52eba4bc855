import { ownHeadSchema, PATHS, putOwnHeadSchema } from "@idos/protocol";
import { putOwnHead, readOwnHead } from "../../replication/own-head.ts";
import { json, noContent } from "../answer-kinds.ts";
import { jsonBody, noBody } from "../body-kinds.ts";
import { signedIn } from "../endpoint-kinds.ts";
import type { Endpoint } from "../endpoint.ts";
import { unaddressed } from "../no-fields.ts";
import { OWN_USER } from "../refusal-lists.ts";

const read = signedIn(
  {
    method: "GET",
    path: PATHS.ownHead,
    summary: "The caller's head in force, and the manifest that the next one is to sign",
    ...unaddressed,
    body: noBody,
    answer: json(200, ownHeadSchema),
    refusals: OWN_USER,
  },
  readOwnHead,
);

const put = signedIn(
  {
    method: "PUT",
    path: PATHS.ownHead,
    summary: "Signs everything that the caller has here, for other nodes to follow",
    ...unaddressed,
    body: jsonBody(putOwnHeadSchema),
    answer: noContent,
    refusals: [...OWN_USER, "HEAD_INVALID", "HEAD_CONFLICT"],
  },
  (parts, principal, { body }) => putOwnHead(parts, principal, body.head),
);

export const headRoutes: readonly Endpoint[] = [read, put];
