import {
  bytes32Schema,
  listSharesQuerySchema,
  PATHS,
  putShareSchema,
  sharePageSchema,
  shareReadQuerySchema,
  shareSchema,
} from "@idos/protocol";
import { z } from "zod";
import { deleteShare } from "../../shares/delete-share.ts";
import { listOwnShares, listSharesToCaller } from "../../shares/list-shares.ts";
import { presentShare, presentSharePage } from "../../shares/present.ts";
import { putShare } from "../../shares/put-share.ts";
import { readShare } from "../../shares/read-share.ts";
import { readSharedEnvelope } from "../../shares/read-shared-envelope.ts";
import { envelope, json, noContent } from "../answer-kinds.ts";
import { jsonBody, noBody } from "../body-kinds.ts";
import { signedIn } from "../endpoint-kinds.ts";
import type { Endpoint } from "../endpoint.ts";
import { noFields } from "../no-fields.ts";
import { OWN_USER } from "../refusal-lists.ts";

const params = z.strictObject({ share: bytes32Schema });
const one = { path: PATHS.share(":share"), params } as const;

const put = signedIn(
  {
    ...one,
    method: "PUT",
    summary: "Creates a share or replaces it whole. It gives no access: the grant on chain does",
    query: noFields,
    body: jsonBody(putShareSchema),
    answer: noContent,
    refusals: [...OWN_USER, "SHARE_INVALID", "SHARE_TAKEN"],
  },
  (parts, principal, input) => putShare(parts, principal, input.params.share, input.body),
);

const remove = signedIn(
  {
    ...one,
    method: "DELETE",
    summary: "Destroys the share's wrapped keys; the grant on chain is ended by its revocation",
    query: noFields,
    body: noBody,
    answer: noContent,
    refusals: [...OWN_USER, "SHARE_NOT_FOUND"],
  },
  (parts, principal, input) => deleteShare(parts, principal, input.params.share),
);

/** Of a read that a chain's index decides. */
const DECISION = ["SCOPE_MISSING", "CHAIN_NOT_FOLLOWED", "INDEX_STALE", "AT_LEAST_TIMEOUT"] as const;
/** Of a read of one share. */
const GRANT = [...DECISION, "ACCESS_NOT_GRANTED", "GRANT_UNCONFIRMED"] as const;

const list = signedIn(
  {
    method: "GET",
    path: PATHS.shares,
    summary: "The caller's own shares on one chain, or the public ones that are granted to her there now",
    params: noFields,
    query: listSharesQuerySchema,
    body: noBody,
    answer: json(200, sharePageSchema),
    refusals: [...DECISION, "NO_USER"],
  },
  async (parts, principal, { query }) => {
    const listShares = query.as === "owner" ? listOwnShares : listSharesToCaller;
    return presentSharePage(await listShares(parts, principal, query));
  },
);

const read = signedIn(
  {
    ...one,
    method: "GET",
    summary: "A share, for its owner and for its grantee while the grant on chain counts",
    query: shareReadQuerySchema,
    body: noBody,
    answer: json(200, shareSchema),
    refusals: GRANT,
    usesProof: true,
  },
  async (parts, principal, input) =>
    presentShare(await readShare(parts, principal, { ...input.params, ...input })),
);

const readBytes = signedIn(
  {
    method: "GET",
    path: PATHS.shareEnvelope(":share", ":record"),
    summary: "The envelope of a record that the share holds a key for",
    params: params.extend({ record: bytes32Schema }),
    query: shareReadQuerySchema,
    body: noBody,
    answer: envelope,
    refusals: [...GRANT, "RECORD_NOT_FOUND", "RECORD_DELETED"],
    usesProof: true,
  },
  (parts, principal, input) => readSharedEnvelope(parts, principal, { ...input.params, ...input }),
);

export const shareRoutes: readonly Endpoint[] = [put, remove, list, read, readBytes];
