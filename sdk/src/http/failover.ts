import type { Origin } from "@idos/protocol";
import { IdosError, type IdosErrorCode, isIdosError } from "../errors/idos-error.ts";
import type { NodeHealth } from "./node-health.ts";
import type { NodeRequest, Send } from "./transport.ts";
import { whileUnreachable } from "./while-unreachable.ts";

export interface ReachableNode {
  readonly origin: Origin;
  /** One attempt at this node. */
  readonly send: Send;
}

export interface FailoverOptions {
  /** The nodes that may be asked with a session or without; the first is the home, the only one that writes go to. */
  readonly nodes: (signed: boolean) => Promise<readonly ReachableNode[]>;
  readonly health: NodeHealth;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** How long to begin anew while no node answers, in milliseconds. */
  readonly unreachableMs: number;
  /** Told of each node that a read could not be had from. */
  readonly onFailedOver: (node: Origin, code: IdosErrorCode) => void;
}

/** The node is at fault and not the request. */
const FAULTS = [
  ...["NODE_UNREACHABLE", "NODE_ANSWER_MALFORMED", "OVERLOADED", "INTERNAL", "DEPENDENCY_UNAVAILABLE"],
] as const;
/** The node works, and cannot decide this read now. */
const UNDECIDED = ["INDEX_STALE", "AT_LEAST_TIMEOUT"] as const;
/** What a node says of what is not there, and of what it may not tell: another node may hold it. */
const NOT_HERE = [
  ...["NO_USER", "USER_NOT_FOUND", "ACCESS_NOT_GRANTED", "RECORD_NOT_FOUND", "SHARE_NOT_FOUND"],
  ...["REQUEST_NOT_FOUND", "KEY_BACKUP_NOT_FOUND"],
] as const;

/**
 * Sends to several nodes as to one. A read goes to the first that works, and on to the next where that one fails or does
 * not hold what is asked for; every other refusal is a decision and stands. A write goes to the home alone: a node that
 * did not answer may have made it.
 */
export function sendWithFailover(options: FailoverOptions): Send {
  return async (request) => {
    const nodes = await options.nodes(request.signed);
    return whileUnreachable(options.unreachableMs, () =>
      request.method === "GET" ? readAnywhere(options, nodes, request) : writeAtHome(nodes, request),
    );
  };
}

function writeAtHome([home]: readonly ReachableNode[], request: NodeRequest): Promise<Uint8Array> {
  if (home === undefined) throw new IdosError("NODE_UNREACHABLE", "No node answers", { path: request.path });
  return home.send(request);
}

async function readAnywhere(
  { health, clock, onFailedOver }: FailoverOptions,
  nodes: readonly ReachableNode[],
  request: NodeRequest,
): Promise<Uint8Array> {
  const failures: IdosError[] = [];
  const failed: Origin[] = [];
  let asked = request;
  for (const node of health.inOrder(nodes, clock())) {
    const { origin } = node;
    try {
      const answer = await node.send(asked);
      health.succeeded(origin);
      return answer;
    } catch (error) {
      const kind = kindOf(error);
      if (!isIdosError(error) || kind === undefined) throw error;
      failures.push(error);
      if (kind === "fault") health.failed(origin, clock());
      else health.succeeded(origin);
      if (kind !== "not-here") {
        failed.push(origin);
        onFailedOver(origin, error.code);
      }
      asked = notBefore(asked, error);
    }
  }
  throw outcomeOf(failures, failed, request);
}

function kindOf(error: unknown): "fault" | "undecided" | "not-here" | undefined {
  if (isIdosError(error, ...FAULTS)) return "fault";
  if (isIdosError(error, ...UNDECIDED)) return "undecided";
  return isIdosError(error, ...NOT_HERE) ? "not-here" : undefined;
}

/**
 * A node that denies names the block at which it does. Another's word counts only at that block or later, so that asking
 * around never gets past a revocation.
 */
function notBefore(request: NodeRequest, { code, values }: IdosError): NodeRequest {
  const { blockNumber } = values;
  if (code !== "ACCESS_NOT_GRANTED" || typeof blockNumber !== "number") return request;
  const { atLeast } = request.query ?? {};
  const block = typeof atLeast === "number" ? Math.max(atLeast, blockNumber) : blockNumber;
  return { ...request, query: { ...request.query, atLeast: block } };
}

/** What the first one said: it is the home, or stands for it. A refusal names who could not be asked besides. */
function outcomeOf(
  [first, ...rest]: readonly IdosError[],
  failed: readonly Origin[],
  { path }: NodeRequest,
): IdosError {
  if (first === undefined) return new IdosError("NODE_UNREACHABLE", "No node answers", { path });
  if (rest.length === 0 || failed.length === 0) return first;
  const { code, message, values, requestId } = first;
  const from = { cause: first, ...(requestId !== undefined && { requestId }) };
  return new IdosError(code, message, { ...values, failedNodes: failed.join(" ") }, from);
}
