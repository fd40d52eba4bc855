import { addressSchema, createUserSchema, PATHS } from "@idos/protocol";
import { z } from "zod";
import type { Parts } from "../../access/parts.ts";
import { createUser } from "../../users/create-user.ts";
import { findUser } from "../../users/find-user.ts";
import { presentPublicUser } from "../../users/present.ts";
import { jsonBody, noBody } from "../body-kinds.ts";
import { type Endpoint, signedIn } from "../endpoint.ts";
import { noFields } from "../no-fields.ts";

export function userRoutes(parts: Parts): readonly Endpoint[] {
  const byAccount = z.strictObject({ account: addressSchema });
  const create = { method: "POST", path: PATHS.users, params: noFields, query: noFields } as const;
  const find = { method: "GET", path: PATHS.userByAccount(":account"), params: byAccount } as const;
  return [
    signedIn(parts, { ...create, body: jsonBody(createUserSchema) }, async ({ body }, principal) => ({
      status: 201,
      json: presentPublicUser(await createUser(parts, principal, body)),
    })),
    signedIn(parts, { ...find, query: noFields, body: noBody }, async ({ params }) => ({
      status: 200,
      json: presentPublicUser(await findUser(parts, params.account)),
    })),
  ];
}
