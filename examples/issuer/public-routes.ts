import Router from "@koa/router";
import {
  type CredentialKey,
  type Issuer,
  issuerMetadata,
  signedAccountLinkSchema,
  signedWriteGrantSchema,
  STATUS_MEDIA_TYPE,
  type StatusRegistry,
} from "@idos/sdk";
import * as z from "zod";
import type { Applications } from "./applications.ts";
import { personSchema } from "./person.ts";
import { Refusal } from "../refusal.ts";

export const STATUS_PATH = "/statuses/1";

const applicationSchema = personSchema.extend({ writeGrant: signedWriteGrantSchema });

export interface PublicOptions {
  /** Signs in at the node, or reuses the session that is open. */
  readonly connect: () => Promise<Issuer>;
  readonly url: string;
  readonly credentialKey: CredentialKey;
  readonly statuses: StatusRegistry;
  readonly applications: Applications;
  /** What its page has to know. */
  readonly about: Readonly<Record<string, unknown>>;
}

/** What people's pages and verifiers ask the issuer for. */
export function publicRoutes(options: PublicOptions): Router {
  const { connect, url, credentialKey, statuses, applications, about } = options;
  const router = new Router();

  router.get("/about", (context) => {
    context.body = about;
  });

  router.get("/.well-known/jwt-vc-issuer", (context) => {
    context.body = issuerMetadata(url, credentialKey);
  });

  /** Which credentials still hold: what verifiers fetch. */
  router.get(STATUS_PATH, async (context) => {
    context.body = await statuses.publish(credentialKey);
    context.type = STATUS_MEDIA_TYPE;
  });

  // Any dashboard may have an entry made: its founder has signed it.
  router.options("/entries", (context) => {
    context.set({ "access-control-allow-origin": "*", "access-control-allow-headers": "content-type" });
    context.status = 204;
  });
  router.post("/entries", async (context) => {
    context.set("access-control-allow-origin", "*");
    const issuer = await connect();
    context.body = { userId: await issuer.createUser(signedAccountLinkSchema.parse(context.request.body)) };
    context.status = 201;
  });

  router.post("/applications", (context) => {
    const { writeGrant, ...person } = applicationSchema.parse(context.request.body);
    context.body = { id: applications.add({ person, writeGrant }).id };
    context.status = 201;
  });

  /** Its id is a secret between applicant and issuer, and the state all that it tells. */
  router.get("/applications/:id", (context) => {
    const application = applications.find(z.uuid().parse(context.params["id"]));
    if (application === undefined) throw new Refusal(404, "NO_APPLICATION", "There is no such application");
    context.body = { state: application.state };
  });
  return router;
}
