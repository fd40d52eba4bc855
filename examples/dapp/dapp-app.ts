import { bodyParser } from "@koa/bodyparser";
import Router from "@koa/router";
import { type Consumer, type CredentialRequirements, isIdosError } from "@idos/sdk";
import Koa from "koa";
import { z } from "zod";

const applicationSchema = z.strictObject({
  shareId: z.string(),
  /** The block from which the user's grant counts. */
  atLeast: z.number().int().optional(),
});

export interface DappAppOptions {
  readonly connect: () => Promise<Consumer>;
  /** The account that users grant to. */
  readonly account: string;
  readonly requirements: CredentialRequirements;
}

/** The backend of a lending site: its page asks the user for a share; this reads it and decides. */
export function createDappApp({ connect, account, requirements }: DappAppOptions): Koa {
  const router = new Router();

  /** What the page passes to `owner.requestAccess`. */
  router.get("/api/terms", (context) => {
    const purpose = "Check that you may take a loan";
    context.body = { grantee: account, records: requirements.vcts, purpose, expiresIn: "30d" };
  });

  router.post("/api/loans", async (context) => {
    const { shareId, ...options } = applicationSchema.parse(context.request.body);
    const consumer = await connect();
    const { claims, issuer, share } = await consumer.readCredential(shareId, { ...requirements, ...options });
    const { birthDate, country } = z.object({ birthDate: z.iso.date(), country: z.string() }).parse(claims);
    context.body = {
      outcome: isOfAge(birthDate) ? "approved" : "declined",
      because: { birthDate, country, statedBy: issuer },
      decidedAt: share.decidedAt,
    };
  });

  const app = new Koa();
  app.use(async (context, next) => {
    try {
      await next();
    } catch (error) {
      if (!isIdosError(error)) throw error;
      context.status = 403;
      context.body = { code: error.code, message: error.message };
    }
  });
  app.use(bodyParser({ enableTypes: ["json"], jsonLimit: "16kb" }));
  app.use(router.routes());
  return app;
}

function isOfAge(birthDate: string): boolean {
  const eighteenth = new Date(birthDate);
  eighteenth.setUTCFullYear(eighteenth.getUTCFullYear() + 18);
  return eighteenth.getTime() <= Date.now();
}
