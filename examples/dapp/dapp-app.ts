import { bodyParser } from "@koa/bodyparser";
import Router from "@koa/router";
import { type Consumer, type CredentialRequirements, isIdosError } from "@idos/sdk";
import Koa from "koa";
import { Refusal } from "../refusal.ts";
import { applicantOf, loanApplicationSchema } from "./loan-application.ts";

/** What decides, and so all that is asked for. */
const OF_AGE = "age_over_18";

export interface DappAppOptions {
  readonly connect: () => Promise<Consumer>;
  /** The account that users grant to. */
  readonly account: string;
  /** Under which visitors reach it; they sign it. */
  readonly origin: string;
  readonly requirements: CredentialRequirements;
  /** The origin of the vault in which visitors grant. */
  readonly vault: string;
  /** Serves the site's page. */
  readonly pages: Koa.Middleware;
}

/** The backend of a lending site: its page asks the user for a share; this reads it and decides. */
export function createDappApp(options: DappAppOptions): Koa {
  const { connect, account, origin, requirements, vault, pages } = options;
  const router = new Router();

  /** What the page asks its visitor's vault for. */
  router.get("/api/terms", (context) => {
    const purpose = "Check that you may take a loan";
    // That she is old enough, and neither her name nor when she was born.
    const records = requirements.vcts.map((type) => ({ type, claims: [OF_AGE] }));
    context.body = { vault, grantee: account, records, purpose, expiresInDays: 30 };
  });

  router.post("/api/loans", async (context) => {
    const application = loanApplicationSchema.safeParse(context.request.body).data;
    if (application === undefined) throw formInvalid();
    const applicant = applicantOf(application, origin);
    if (applicant === undefined)
      throw new Refusal(403, "APPLICANT_UNPROVEN", "Sign the application, then send it at once");
    const { shareId, atLeast } = application;
    const consumer = await connect();
    const options = { ...requirements, atLeast, owner: applicant };
    const { claims, share } = await consumer.readCredential(shareId, options);
    // The decision and nothing that it follows from: what she granted was for this backend's eyes.
    context.body = { outcome: claims[OF_AGE] === true ? "approved" : "declined", decidedAt: share.decidedAt };
  });

  const app = new Koa();
  app.use(async (context, next) => {
    try {
      await next();
    } catch (error) {
      if (!isIdosError(error) && !(error instanceof Refusal)) throw error;
      context.status = error instanceof Refusal ? error.status : 403;
      context.body = { code: error.code, message: error.message };
    }
  });
  const onError = (): never => {
    throw formInvalid();
  };
  app.use(pages);
  app.use(bodyParser({ enableTypes: ["json"], jsonLimit: "16kb", onError }));
  app.use(router.routes());
  return app;
}

function formInvalid(): Refusal {
  return new Refusal(400, "FORM_INVALID", "The form is not filled in");
}
