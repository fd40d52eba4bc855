import { TIMES } from "@idos/protocol";
import Koa, { type Context } from "koa";
import type { Logger } from "pino";
import { type AccountSignatures, keyAccountSignatures } from "../access/account-signatures.ts";
import type { GrantIndexes } from "../access/grant-indexes.ts";
import type { NodeIdentity } from "../access/node-identity.ts";
import type { Parts } from "../access/parts.ts";
import type { Store } from "../storage/store.ts";
import { answerProblems } from "./answer-problems.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { type BlockedAddresses, type CallerLimits, callerLimits } from "./caller-limits.ts";
import { clientAddress } from "./client-address.ts";
import { createLargeBodies } from "./large-bodies.ts";
import { logRequests } from "./log-requests.ts";
import type { Load } from "./load.ts";
import type { OneTimeCodes } from "./one-time-codes.ts";
import type { RateLimits } from "./rate-limits.ts";
import { nameRequests } from "./request-id.ts";
import { allowBrowsers, forbidCaching, hardenAnswers } from "./response-headers.ts";
import { refuseAmbiguous } from "./refuse-ambiguous.ts";
import { createRouter, refuseUnrouted } from "./router.ts";
import { shedLoad } from "./shed-load.ts";

export interface AppDependencies {
  readonly config: NodeIdentity;
  readonly store: Store;
  readonly indexes: GrantIndexes;
  readonly codes: OneTimeCodes;
  readonly rateLimits: RateLimits;
  /** How many proxies of the operator's a request comes through; 0 where clients connect to the node itself. */
  readonly trustedProxies: number;
  readonly load: Pick<Load, "over">;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Key accounts alone unless given. */
  readonly contractAccounts?: AccountSignatures;
  /** Default: the protocol's bound. */
  readonly atLeastWaitMs?: number;
}

/** The node's HTTP API as a Koa application that is not listening yet. */
export function createApp(dependencies: AppDependencies): Koa {
  const { config, store, indexes, codes, logger, clock } = dependencies;
  const { atLeastWaitMs = TIMES.atLeastWaitSecondsMax * 1000 } = dependencies;
  const signatures = dependencies.contractAccounts ?? keyAccountSignatures;
  const nowSeconds = (): number => Math.floor(clock() / 1000);
  const limits = { largeBodies: createLargeBodies(), atLeastWaitMs };
  const parts: Parts = { node: config, store, indexes, codes, signatures, nowSeconds, ...limits };
  const router = createRouter(parts, ENDPOINTS, limitsFor(dependencies));

  const app = new Koa();
  app.on("error", (error: unknown) => logger.warn({ err: error }, "answer not delivered"));
  app.use(nameRequests);
  app.use(logRequests(logger, clock));
  app.use(hardenAnswers);
  app.use(forbidCaching);
  app.use(allowBrowsers);
  app.use(answerProblems(logger));
  app.use(shedLoad(dependencies.load));
  app.use(refuseAmbiguous);
  app.use(router.routes());
  app.use(refuseUnrouted(router));
  return app;
}

function limitsFor({
  rateLimits,
  trustedProxies,
  clock,
}: AppDependencies): (context: Context) => CallerLimits {
  const blocked: BlockedAddresses = new Map();
  return (context) =>
    callerLimits({
      limits: rateLimits,
      blocked,
      address: clientAddress(context.req, trustedProxies),
      clock,
      tell: (headers) => context.set(headers),
    });
}
