import { bodyParser } from "@koa/bodyparser";
import Koa from "koa";
import { createApplications } from "./applications.ts";
import { officeRoutes, type OfficeOptions } from "./office-routes.ts";
import { publicRoutes, type PublicOptions } from "./public-routes.ts";
import { answerRefusals } from "./answer-refusals.ts";

export const KYC_TYPE = "urn:example:kyc:basic";

type Shared = Omit<PublicOptions & OfficeOptions, "applications" | "about" | "credential">;

export interface IssuerAppOptions extends Shared {
  readonly account: string;
  /** The node that this issuer runs beside, and the contract that it follows. */
  readonly node: string;
  readonly deployment: { readonly chainId: number; readonly contract: string };
  /** Serves the form and the office. */
  readonly pages: Koa.Middleware;
}

/** A KYC provider that runs beside a node: it makes entries for people and gives them credentials. */
export function createIssuerApp({ account, node, deployment, pages, ...shared }: IssuerAppOptions): Koa {
  const applications = createApplications();
  const about = { account, credential: KYC_TYPE, node, deployment };
  const app = new Koa();
  app.use(answerRefusals);
  app.use(pages);
  app.use(bodyParser({ enableTypes: ["json"], jsonLimit: "64kb" }));
  app.use(publicRoutes({ ...shared, applications, about }).routes());
  app.use(officeRoutes({ ...shared, applications, credential: KYC_TYPE }).routes());
  return app;
}
