import { LIMITS, TIMES } from "@idos/protocol";
import Koa, { type Context } from "koa";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { createAccountSignatures } from "../access/account-signatures.ts";
import { type ContractSignatures, noContractSignatures } from "../access/contract-signatures.ts";
import type { GrantIndexes } from "../access/grant-indexes.ts";
import type { NodeIdentity } from "../access/node-identity.ts";
import type { Parts } from "../access/parts.ts";
import type { EventStreams } from "../events/event-streams.ts";
import { announceChanges } from "../facts/announce-changes.ts";
import type { FactVersions } from "../facts/fact-versions.ts";
import { createFacts } from "../facts/facts.ts";
import type { NodeKey } from "../receipts/node-key.ts";
import { createReadLog } from "../receipts/read-log.ts";
import { createEnvelopeCache } from "../records/envelope-cache.ts";
import { createSlots } from "../slots.ts";
import type { Store } from "../storage/store.ts";
import { answerProblems } from "./answer-problems.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { type BlockedAddresses, type CallerLimits, callerLimits } from "./caller-limits.ts";
import { clientAddress } from "./client-address.ts";
import { createLargeBodies } from "./large-bodies.ts";
import { logRequests } from "./log-requests.ts";
import type { Load } from "./load.ts";
import { measureRequests } from "./measure-requests.ts";
import type { OneTimeCodes } from "./one-time-codes.ts";
import type { RateLimits } from "./rate-limits.ts";
import { nameRequests } from "./request-id.ts";
import { allowBrowsers, forbidCaching, hardenAnswers } from "./response-headers.ts";
import { refuseAmbiguous } from "./refuse-ambiguous.ts";
import { createRouter, refuseUnrouted } from "./router.ts";
import { shedLoad } from "./shed-load.ts";

export interface AppDependencies {
  readonly config: Omit<NodeIdentity, "key">;
  readonly nodeKey: NodeKey;
  readonly store: Store;
  /** Of the facts in the store, for all processes that share it. */
  readonly factVersions: FactVersions;
  readonly indexes: GrantIndexes;
  readonly codes: OneTimeCodes;
  readonly rateLimits: RateLimits;
  /** How many proxies of the operator's a request comes through; 0 where clients connect to the node itself. */
  readonly trustedProxies: number;
  readonly load: Pick<Load, "over">;
  readonly eventStreams: EventStreams;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Key accounts alone unless given. */
  readonly contractAccounts?: ContractSignatures;
  /** Requests are counted there; undefined where nobody asks. */
  readonly metrics?: Registry | undefined;
  /** Default: the protocol's bound. */
  readonly atLeastWaitMs?: number;
}

/** The node's HTTP API as a Koa application that is not listening yet. */
export function createApp(dependencies: AppDependencies): Koa {
  const { config, nodeKey, factVersions, indexes, codes, logger, clock } = dependencies;
  const { atLeastWaitMs = TIMES.atLeastWaitSecondsMax * 1000 } = dependencies;
  const store = announceChanges(dependencies.store, factVersions);
  const facts = createFacts(store, factVersions);
  const signatures = createAccountSignatures(dependencies.contractAccounts ?? noContractSignatures);
  const nowSeconds = (): number => Math.floor(clock() / 1000);
  const node: NodeIdentity = { ...config, key: nodeKey.did };
  const limits = {
    largeBodies: createLargeBodies(),
    downloads: createSlots(LIMITS.largeDownloads),
    atLeastWaitMs,
  };
  const onFailure = (error: unknown): void => logger.error({ err: error }, "a read cannot be logged");
  const { receipts } = store;
  const readLog = createReadLog({ receipts, key: nodeKey, node: node.origin, onFailure });
  const envelopes = createEnvelopeCache();
  const parts: Parts = {
    ...{ node, store, facts, indexes, codes, signatures, nowSeconds, readLog, envelopes },
    ...limits,
    eventStreams: dependencies.eventStreams,
  };
  const router = createRouter(parts, ENDPOINTS, limitsFor(dependencies));

  const app = new Koa();
  app.on("error", (error: unknown) => logger.warn({ err: error }, "answer not delivered"));
  app.use(nameRequests);
  app.use(logRequests(logger, clock));
  if (dependencies.metrics !== undefined) app.use(measureRequests(dependencies.metrics));
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
