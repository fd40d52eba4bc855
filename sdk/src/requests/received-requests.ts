import type { AccessRequest, Bytes32, RequestState } from "@idos/protocol";
import { expiresAtFrom, type ExpiresIn } from "../chain/expiry.ts";
import { bytes32Argument } from "../errors/argument.ts";
import { IdosError } from "../errors/idos-error.ts";
import { nodeLied } from "../errors/node-lied.ts";
import { collectPages } from "../http/collect-pages.ts";
import type { AccessGranted } from "../owner/grant-access.ts";
import type { GrantRequest } from "../owner/stage-share.ts";
import { recordsOfTypes } from "../owner/request-access.ts";
import type { OwnerRecords } from "../owner/owner-records.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { type Asked, openAsked } from "./asked.ts";
import { type RequestFacts, verifyRequest } from "./verify-request.ts";

/** A request to the signed-in user, whose requester's signature was verified. */
export type ReceivedRequest = RequestFacts &
  (
    | { readonly asked: Asked }
    /** It takes her unlocked keys to read what is asked; "unreadable": it was not sealed for her present key. */
    | { readonly asked: null; readonly askedUnknown: "keys-locked" | "unreadable" }
  );

/** What of a request is granted: all of it unless said otherwise, never more. */
export interface GrantedPart {
  /** Ids of the records to share; every one of the asked types unless said otherwise. */
  readonly records?: readonly string[];
  /** No longer than was asked for; as long unless said otherwise. */
  readonly expiresIn?: ExpiresIn;
}

/** A grant that answers a request. */
export interface RequestGranted extends AccessGranted {
  /** Whether the node knows that the request is answered. The grant counts in any case. */
  readonly nodeWasTold: boolean;
}

/** The owner's side of access requests. */
export interface ReceivedRequests {
  list(options?: { readonly state?: RequestState }): Promise<ReceivedRequest[]>;
  /**
   * Grants a pending request, or a part of it, by one transaction. Throws KEYS_LOCKED, REQUEST_CLOSED, WRONG_CHAIN where
   * another chain's grant is asked for, ARGUMENT_INVALID for longer access than asked, RECORD_NOT_HELD, and as `grant`.
   */
  grant(requestId: string, part?: GrantedPart): Promise<RequestGranted>;
  /** Throws REQUEST_CLOSED, REQUEST_NOT_FOUND. */
  deny(requestId: string): Promise<void>;
}

export function receivedRequests(
  session: IdosSession,
  records: OwnerRecords,
  grant: (request: GrantRequest) => Promise<AccessGranted>,
): ReceivedRequests {
  return {
    list: ({ state } = {}) =>
      collectPages(async (cursor) => {
        const { requests, next } = await session.node.requests({ as: "owner", state, cursor });
        const items: ReceivedRequest[] = [];
        for (const request of requests) items.push(await received(session, request));
        return { items, next };
      }),
    deny: async (requestId) => session.node.denyRequest(bytes32Argument("requestId", requestId)),
    async grant(requestId, part = {}) {
      const id = bytes32Argument("requestId", requestId);
      const request = await pendingRequest(session, id);
      const granted = await grant({
        ...{ grantee: request.requester, purpose: request.asked.purpose },
        records: part.records ?? (await recordsOfTypes(records, request.asked.records)),
        expiresIn: expiryWithin(session, request, part.expiresIn),
      });
      const told = session.node.grantRequest(id, granted.shareId);
      return { ...granted, nodeWasTold: await told.then(() => true, isNodesFailure) };
    },
  };
}

async function received(session: IdosSession, answered: AccessRequest): Promise<ReceivedRequest> {
  const { facts, document } = await verifyRequest(answered);
  const { id: request, ownerAccount } = facts;
  if (!(await session.user()).accounts.includes(ownerAccount))
    throw nodeLied("request-owner", "The request is to somebody else", { request, ownerAccount });
  if (!session.keys.isUnlocked()) return { ...facts, asked: null, askedUnknown: "keys-locked" };
  const asked = await openAsked(document, session.keys.current());
  return asked === undefined ? { ...facts, asked: null, askedUnknown: "unreadable" } : { ...facts, asked };
}

async function pendingRequest(
  session: IdosSession,
  id: Bytes32,
): Promise<RequestFacts & { readonly asked: Asked }> {
  session.keys.current();
  const request = await received(session, await session.node.request(id));
  if (request.id !== id)
    throw nodeLied("request-identity", "The node hands over another request", { request: id });
  const { state, chainId, asked } = request;
  if (state !== "pending" || request.expiresAt <= session.nowSeconds())
    throw new IdosError("REQUEST_CLOSED", "The request is not pending any more", { request: id, state });
  if (chainId !== session.deployment.chainId)
    throw new IdosError("WRONG_CHAIN", "The request asks for a grant on another chain", { chainId });
  if (asked === null)
    throw new IdosError("DECRYPTION_FAILED", "What is asked for cannot be read", { request: id });
  return { ...request, asked };
}

/** Never longer than was asked for: a wallet shows an end, not what was asked. */
function expiryWithin(
  session: IdosSession,
  { accessUntil }: RequestFacts,
  expiresIn: ExpiresIn | undefined,
): ExpiresIn {
  if (accessUntil === null) return expiresIn ?? "never";
  const nowSeconds = session.nowSeconds();
  const minutes = Math.floor((accessUntil - nowSeconds) / 60);
  if (minutes < 1)
    throw new IdosError("REQUEST_CLOSED", "The access that was asked for is over", { accessUntil });
  if (expiresIn === undefined) return `${minutes}m`;
  if (expiresAtFrom(expiresIn, nowSeconds) <= BigInt(accessUntil)) return expiresIn;
  const values = { argument: "expiresIn", value: expiresIn, accessUntil };
  throw new IdosError("ARGUMENT_INVALID", "expiresIn: longer than was asked for", values);
}

function isNodesFailure(error: unknown): false {
  if (error instanceof IdosError) return false;
  throw error;
}
