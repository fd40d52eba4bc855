import {
  bytes32Schema,
  listSharesQuerySchema,
  PATHS,
  putShareSchema,
  shareReadQuerySchema,
} from "@idos/protocol";
import { z } from "zod";
import type { Parts } from "../../access/parts.ts";
import { readableShare } from "../../shares/readable-share.ts";
import { deleteShare } from "../../shares/delete-share.ts";
import { listOwnShares, listSharesToCaller } from "../../shares/list-shares.ts";
import { presentShare, presentSharePage } from "../../shares/present.ts";
import { putShare } from "../../shares/put-share.ts";
import { readSharedEnvelope } from "../../shares/read-shared-envelope.ts";
import { jsonBody, noBody } from "../body-kinds.ts";
import { type Endpoint, signedIn } from "../endpoint.ts";
import { noFields } from "../no-fields.ts";
import { done } from "../reply.ts";

export function shareRoutes(parts: Parts): readonly Endpoint[] {
  return [...writes(parts), ...reads(parts)];
}

const path = PATHS.share(":share");
const params = z.strictObject({ share: bytes32Schema });

function writes(parts: Parts): readonly Endpoint[] {
  const put = { method: "PUT", path, params, query: noFields, body: jsonBody(putShareSchema) } as const;
  const remove = { method: "DELETE", path, params, query: noFields, body: noBody } as const;
  return [
    signedIn(parts, put, async (input, principal) => {
      await putShare(parts, principal, input.params.share, input.body);
      return done;
    }),
    signedIn(parts, remove, async (input, principal) => {
      await deleteShare(parts, principal, input.params.share);
      return done;
    }),
  ];
}

function reads(parts: Parts): readonly Endpoint[] {
  const get = { method: "GET", body: noBody } as const;
  const list = { ...get, path: PATHS.shares, params: noFields, query: listSharesQuerySchema } as const;
  const one = { ...get, path, params, query: shareReadQuerySchema } as const;
  const envelope = {
    ...get,
    path: PATHS.shareEnvelope(":share", ":record"),
    params: params.extend({ record: bytes32Schema }),
    query: shareReadQuerySchema,
  } as const;
  return [
    signedIn(parts, list, async ({ query }, principal) => {
      const listShares = query.as === "owner" ? listOwnShares : listSharesToCaller;
      const page = await listShares(parts, principal, query);
      return { status: 200, json: presentSharePage(page) };
    }),
    signedIn(parts, one, async (input, principal) => {
      const { share } = input.params;
      const json = presentShare(await readableShare(parts, principal, share, input.query));
      return { status: 200, json };
    }),
    signedIn(parts, envelope, async (input, principal) => ({
      status: 200,
      ...(await readSharedEnvelope(parts, principal, input.params, input.query)),
    })),
  ];
}
