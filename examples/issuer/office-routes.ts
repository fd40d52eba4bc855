import { createHash, timingSafeEqual } from "node:crypto";
import Router from "@koa/router";
import { ageClaims, type Issuer, type StatusRegistry } from "@idos/sdk";
import type { Application, Applications } from "./applications.ts";
import { Refusal } from "../refusal.ts";

export interface OfficeOptions {
  readonly connect: () => Promise<Issuer>;
  readonly applications: Applications;
  readonly statuses: StatusRegistry;
  /** Who knows it decides. */
  readonly token: string;
  readonly credential: string;
}

const VALID_FOR_DAYS = 365;

/** Where the provider's staff looks at applications, and takes credentials back. */
export function officeRoutes(options: OfficeOptions): Router {
  const { connect, applications, statuses, token, credential } = options;
  const router = new Router({ prefix: "/office" });

  router.use(async (context, next) => {
    if (!isSame(context.get("authorization"), `Bearer ${token}`))
      throw new Refusal(401, "NOT_STAFF", "Open the office by the address that holds its key");
    await next();
  });

  router.get("/applications", (context) => {
    context.body = {
      applications: applications.list().map(({ id, person, state }) => ({ id, person, state })),
    };
  });

  const decision = (
    name: string,
    from: Application["state"],
    decide: (application: Application) => Promise<Application>,
  ): void => {
    router.post(`/applications/:id/${name}`, async (context) => {
      const application = applications.find(context.params["id"] ?? "");
      if (application?.state !== from)
        throw new Refusal(409, "NOT_TO_DECIDE", `No application of this id is ${from}`);
      const decided = await decide(application);
      applications.update(decided);
      context.body = { state: decided.state, record: decided.record };
    });
  };

  decision("approve", "pending", async (application) => {
    const { person, writeGrant } = application;
    const issuer = await connect();
    const record = await issuer.issueCredential({
      holder: writeGrant.grant.account,
      vct: credential,
      claims: { ...person, ...ageClaims(person.birthDate) },
      validForDays: VALID_FOR_DAYS,
      writeGrant,
    });
    return { ...application, state: "issued", record };
  });
  decision("deny", "pending", (application) => Promise.resolve({ ...application, state: "denied" }));
  decision("revoke", "issued", async (application) => {
    await statuses.revoke(application.record ?? "");
    return { ...application, state: "revoked" };
  });
  return router;
}

function isSame(given: string, due: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(due));
}
