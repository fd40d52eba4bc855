import { linkAccountSchema, PATHS, putKeyBindingSchema } from "@idos/protocol";
import type { Parts } from "../../access/parts.ts";
import { bindKey } from "../../users/bind-key.ts";
import { linkAccount } from "../../users/link-account.ts";
import { ownEntry } from "../../users/own-entry.ts";
import { presentMe, presentPublicUser } from "../../users/present.ts";
import { jsonBody, noBody } from "../body-kinds.ts";
import { type Endpoint, signedIn } from "../endpoint.ts";
import { noFields } from "../no-fields.ts";
import { done } from "../reply.ts";

export function meRoutes(parts: Parts): readonly Endpoint[] {
  const unaddressed = { params: noFields, query: noFields } as const;
  const read = { ...unaddressed, method: "GET", path: PATHS.me, body: noBody } as const;
  const link = { ...unaddressed, method: "POST", path: PATHS.accounts } as const;
  const bind = { ...unaddressed, method: "PUT", path: PATHS.keyBinding } as const;
  return [
    signedIn(parts, read, async (_input, principal) => ({
      status: 200,
      json: presentMe(await ownEntry(parts, principal, "read")),
    })),
    signedIn(parts, { ...link, body: jsonBody(linkAccountSchema) }, async ({ body }, principal) => ({
      status: 201,
      json: presentPublicUser(await linkAccount(parts, principal, body)),
    })),
    signedIn(parts, { ...bind, body: jsonBody(putKeyBindingSchema) }, async ({ body }, principal) => {
      await bindKey(parts, principal, body);
      return done;
    }),
  ];
}
