import { type Address, type Deployment, LIMITS, type Origin, type Scope } from "@idos/protocol";
import { addressArgument, originArgument, wholeNumberArgument } from "../errors/argument.ts";
import type { RequestReport } from "../http/transport.ts";
import type { OnProgress } from "../progress.ts";

import { type SessionTerms, sessionTermsOf } from "./session-terms.ts";

/** What a session is for: its nodes, its contract, its scopes and its times. */
export interface SessionOptions {
  /** The nodes' origins, such as "https://node.example"; 1 to 8. The first at which she has an entry is her home. */
  readonly nodes: readonly string[];
  /** The contract this application trusts. A node that does not follow it is refused. */
  readonly deployment: { readonly chainId: number; readonly contract: string };
  /** What the session may do, one scope at least; everything unless said otherwise. */
  readonly scopes?: readonly Scope[];
  /** How long the session lasts, in seconds; an hour unless said otherwise, a day at most. */
  readonly ttlSeconds?: number;
  /** Told of each finished request. */
  readonly onRequest?: (report: RequestReport) => void;
  /** Told what long steps are at. */
  readonly onProgress?: OnProgress;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970; `Date.now` unless said otherwise. */
  readonly clock?: () => number;
  /** How long to wait for an answer, in milliseconds; 30,000 unless said otherwise. */
  readonly timeoutMs?: number;
  /** How long to try again while no node answers, in milliseconds; 5,000 unless said otherwise. */
  readonly unreachableMs?: number;
  /**
   * The page to sign in as, where no browser says so: in Node.js a person's client sends this origin as a
   * browser would. A page leaves it out, and so does a backend, which signs in under each node's own host.
   */
  readonly pageOrigin?: string;
}

/** The options, read and completed. */
export interface SessionSettings extends SessionTerms {
  readonly nodes: readonly Origin[];
  readonly deployment: Deployment & { readonly contract: Address };
  readonly pageOrigin: Origin | undefined;
  readonly onRequest: ((report: RequestReport) => void) | undefined;
  readonly onProgress: OnProgress;
  readonly fetch: typeof fetch;
  readonly clock: () => number;
  readonly timeoutMs: number;
  readonly unreachableMs: number;
}

const TIMEOUT_MS_DEFAULT = 30_000;
const UNREACHABLE_MS_DEFAULT = 5_000;

/** Throws ARGUMENT_INVALID. */
export function sessionSettings(options: SessionOptions): SessionSettings {
  const { chainId } = options.deployment;
  const nodes = [...new Set(options.nodes.map((node) => originArgument("nodes", node)))];
  wholeNumberArgument("nodes.length", nodes.length, { min: 1, max: LIMITS.signInNodesMax });
  return {
    ...{ nodes, pageOrigin: pageOriginOf(options), ...sessionTermsOf(options) },
    deployment: { chainId, contract: addressArgument("deployment.contract", options.deployment.contract) },
    onRequest: options.onRequest,
    onProgress: options.onProgress ?? (() => undefined),
    fetch: options.fetch ?? fetch.bind(globalThis),
    clock: options.clock ?? Date.now,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS_DEFAULT,
    unreachableMs: options.unreachableMs ?? UNREACHABLE_MS_DEFAULT,
  };
}

function pageOriginOf({ pageOrigin }: SessionOptions): Origin | undefined {
  if (pageOrigin !== undefined) return originArgument("pageOrigin", pageOrigin);
  const page: unknown = Reflect.get(globalThis, "location");
  return page instanceof Object && "origin" in page
    ? originArgument("pageOrigin", String(page.origin))
    : undefined;
}
