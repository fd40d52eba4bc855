import {
  linkAccountSchema,
  meSchema,
  PATHS,
  publicUserSchema,
  putKeyBindingSchema,
  unlinkAccountSchema,
} from "@idos/protocol";
import { bindKey } from "../../users/bind-key.ts";
import { linkAccount } from "../../users/link-account.ts";
import { ownEntry } from "../../users/own-entry.ts";
import { unlinkAccount } from "../../users/unlink-account.ts";
import { presentMe, presentPublicUser } from "../../users/present.ts";
import { json, noContent } from "../answer-kinds.ts";
import { jsonBody, noBody } from "../body-kinds.ts";
import { signedIn } from "../endpoint-kinds.ts";
import type { Endpoint } from "../endpoint.ts";
import { unaddressed } from "../no-fields.ts";
import { OWN_USER } from "../refusal-lists.ts";

const read = signedIn(
  {
    method: "GET",
    path: PATHS.me,
    summary: "The caller's own entry",
    ...unaddressed,
    body: noBody,
    answer: json(200, meSchema),
    refusals: OWN_USER,
  },
  async (parts, principal) => presentMe(await ownEntry(parts, principal, "read")),
);

const link = signedIn(
  {
    method: "POST",
    path: PATHS.accounts,
    summary: "Links a further account to the caller's user, by proofs of both accounts",
    ...unaddressed,
    body: jsonBody(linkAccountSchema),
    answer: json(201, publicUserSchema),
    refusals: [...OWN_USER, "ACCOUNT_LINK_INVALID", "ACCOUNT_TAKEN", "LIMIT_REACHED"],
  },
  async (parts, principal, { body }) => presentPublicUser(await linkAccount(parts, principal, body)),
);

const unlink = signedIn(
  {
    method: "POST",
    path: PATHS.unlinkAccount,
    summary: "Unlinks an account of the caller's user; its sessions and its grants end at once",
    ...unaddressed,
    body: jsonBody(unlinkAccountSchema),
    answer: noContent,
    refusals: [...OWN_USER, "ACCOUNT_UNLINK_INVALID", "LIMIT_REACHED"],
  },
  (parts, principal, { body }) => unlinkAccount(parts, principal, body),
);

const bind = signedIn(
  {
    method: "PUT",
    path: PATHS.keyBinding,
    summary: "Publishes the key to encrypt to the caller with",
    ...unaddressed,
    body: jsonBody(putKeyBindingSchema),
    answer: noContent,
    refusals: [...OWN_USER, "KEY_BINDING_INVALID", "LIMIT_REACHED"],
  },
  (parts, principal, { body }) => bindKey(parts, principal, body),
);

export const meRoutes: readonly Endpoint[] = [read, link, unlink, bind];
