import { addressSchema, createUserSchema, PATHS, publicUserSchema } from "@idos/protocol";
import { z } from "zod";
import { createUser } from "../../users/create-user.ts";
import { findUser } from "../../users/find-user.ts";
import { presentPublicUser } from "../../users/present.ts";
import { json } from "../answer-kinds.ts";
import { jsonBody, noBody } from "../body-kinds.ts";
import { signedIn } from "../endpoint-kinds.ts";
import type { Endpoint } from "../endpoint.ts";
import { noFields, unaddressed } from "../no-fields.ts";

const create = signedIn(
  {
    method: "POST",
    path: PATHS.users,
    summary: "A provider of the node makes a user's entry, by the link that her wallet signed",
    ...unaddressed,
    body: jsonBody(createUserSchema),
    answer: json(201, publicUserSchema),
    refusals: [
      "SCOPE_MISSING",
      "PROVIDER_ONLY",
      "ACCOUNT_LINK_INVALID",
      "ACCOUNT_TAKEN",
      "LIMIT_REACHED",
      "USER_ERASED",
    ],
  },
  async (parts, principal, { body }) => presentPublicUser(await createUser(parts, principal, body)),
);

const find = signedIn(
  {
    method: "GET",
    path: PATHS.userByAccount(":account"),
    summary: "Looks up whom one wants to encrypt to",
    params: z.strictObject({ account: addressSchema }),
    query: noFields,
    body: noBody,
    answer: json(200, publicUserSchema),
    refusals: ["USER_NOT_FOUND"],
  },
  async (parts, _principal, { params }) => presentPublicUser(await findUser(parts, params.account)),
);

export const userRoutes: readonly Endpoint[] = [create, find];
