import Router from "@koa/router";
import { bodyParser } from "@koa/bodyparser";
import {
  ageClaims,
  type CredentialKey,
  type Issuer,
  isIdosError,
  issuerMetadata,
  signedAccountLinkSchema,
  signedWriteGrantSchema,
  STATUS_MEDIA_TYPE,
  type StatusRegistry,
} from "@idos/sdk";
import Koa from "koa";
import * as z from "zod";

export const KYC_TYPE = "urn:example:kyc:basic";
export const STATUS_PATH = "/statuses/1";

/** What a person types into the issuer's form, with her permission to add the credential to her data. */
const applicationSchema = z.strictObject({
  writeGrant: signedWriteGrantSchema,
  name: z.string().min(1).max(200),
  birthDate: z.iso.date(),
  country: z.string().length(2),
});

export interface IssuerAppOptions {
  /** Signs in at the node, or reuses the session that is open. */
  readonly connect: () => Promise<Issuer>;
  readonly account: string;
  readonly url: string;
  readonly credentialKey: CredentialKey;
  readonly statuses: StatusRegistry;
}

/** A KYC provider that runs beside a node: it makes entries for people and gives them credentials. */
export function createIssuerApp(options: IssuerAppOptions): Koa {
  const { connect, account, url, credentialKey, statuses } = options;
  const router = new Router();

  router.get("/", (context) => {
    context.body = { account, credential: KYC_TYPE };
  });

  router.get("/.well-known/jwt-vc-issuer", (context) => {
    context.body = issuerMetadata(url, credentialKey);
  });

  /** Which credentials still hold: what verifiers fetch. */
  router.get(STATUS_PATH, async (context) => {
    context.body = await statuses.publish(credentialKey);
    context.type = STATUS_MEDIA_TYPE;
  });

  router.post("/entries", async (context) => {
    const issuer = await connect();
    context.body = { userId: await issuer.createUser(signedAccountLinkSchema.parse(context.request.body)) };
    context.status = 201;
  });

  router.post("/credentials", async (context) => {
    const { writeGrant, ...person } = applicationSchema.parse(context.request.body);
    const issuer = await connect();
    // Here a real provider looks at a passport. This one believes what it is told.
    const recordId = await issuer.issueCredential({
      holder: writeGrant.grant.account,
      vct: KYC_TYPE,
      claims: { ...person, ...ageClaims(person.birthDate) },
      validForDays: 365,
      writeGrant,
    });
    context.body = { recordId };
    context.status = 201;
  });

  const app = new Koa();
  app.use(async (context, next) => {
    try {
      await next();
    } catch (error) {
      if (error instanceof z.ZodError) context.status = 400;
      else if (isIdosError(error)) context.status = 409;
      else throw error;
      context.body = { code: isIdosError(error) ? error.code : "FORM_INVALID", message: error.message };
    }
  });
  app.use(bodyParser({ enableTypes: ["json"], jsonLimit: "64kb" }));
  app.use(router.routes());
  return app;
}
