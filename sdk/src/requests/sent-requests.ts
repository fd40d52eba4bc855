import type { AccessRequest, AccessRequestDocument, Bytes32, RequestState } from "@idos/protocol";
import { secondsFrom } from "../chain/expiry.ts";
import { addressArgument, bytes32Argument } from "../errors/argument.ts";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import { nodeLied } from "../errors/node-lied.ts";
import { collectPages } from "../http/collect-pages.ts";
import { randomId } from "../records/random-id.ts";
import type { IdosSession, SessionNode } from "../session/idos-session.ts";
import { verifyPublicUser } from "../verify/public-user.ts";
import { type Asked, sealAsked } from "./asked.ts";
import { type RequestFacts, verifyRequest } from "./verify-request.ts";

type Length = `${number}${"m" | "h" | "d"}`;

/** What is asked of whom, for how long. */
export interface AskTerms extends Asked {
  /** An account of the owner's. */
  readonly ownerAccount: string;
  /** For how long access is asked. */
  readonly accessFor: Length | "never";
  /** How long she has to answer; 7 days unless said otherwise, 30 at most. */
  readonly answerWithin?: Length;
}

/** The requester's side of access requests. He needs no entry of his own, and the scope `write`. */
export interface SentRequests {
  /**
   * Asks an owner for access, in words that she alone reads; resolves with the request's id. Throws USER_NOT_FOUND,
   * RECIPIENT_HAS_NO_KEY, LIMIT_REACHED, ARGUMENT_INVALID.
   */
  ask(terms: AskTerms): Promise<Bytes32>;
  list(options?: { readonly state?: RequestState }): Promise<RequestFacts[]>;
  /** Where a request stands; `shareId` is what to read once it is granted. Throws REQUEST_NOT_FOUND. */
  get(requestId: string): Promise<RequestFacts>;
  /** Throws REQUEST_CLOSED, REQUEST_NOT_FOUND. */
  cancel(requestId: string): Promise<void>;
}

const ANSWER_WITHIN_DEFAULT = "7d";

export function sentRequests(session: IdosSession): SentRequests {
  return {
    ask: (terms) => ask(session, terms),
    list: ({ state } = {}) =>
      collectPages(async (cursor) => {
        const { requests, next } = await session.node.requests({ as: "requester", state, cursor });
        const items: RequestFacts[] = [];
        for (const request of requests) items.push(await ownRequest(session, request));
        return { items, next };
      }),
    async get(requestId) {
      const id = bytes32Argument("requestId", requestId);
      const request = await ownRequest(session, await session.node.request(id));
      if (request.id === id) return request;
      throw nodeLied("request-identity", "The node hands over another request", { request: id });
    },
    cancel: async (requestId) => {
      const id = bytes32Argument("requestId", requestId);
      const { client } = await holderOf(session, (node) => node.client.request(id), "REQUEST_NOT_FOUND");
      await client.cancelRequest(id);
    },
  };
}

async function ask(session: IdosSession, terms: AskTerms): Promise<Bytes32> {
  const { account: requester, memory } = session;
  const ownerAccount = addressArgument("ownerAccount", terms.ownerAccount);
  const now = session.nowSeconds();
  const accessUntil = terms.accessFor === "never" ? null : now + secondsFrom(terms.accessFor);
  const expiresAt = now + secondsFrom(terms.answerWithin ?? ANSWER_WITHIN_DEFAULT);
  const node = await holderOf(session, (one) => one.client.userByAccount(ownerAccount), "USER_NOT_FOUND");
  const { keys } = await verifyPublicUser(
    await node.client.userByAccount(ownerAccount),
    ownerAccount,
    memory,
  );
  if (keys === null)
    throw new IdosError("RECIPIENT_HAS_NO_KEY", "The owner has published no idOS key", {
      account: ownerAccount,
    });
  const request = randomId();
  const body = await sealAsked(terms, { request, requester }, keys.encryptionKey);
  const { chainId } = session.deployment;
  const document: AccessRequestDocument = {
    ...{ v: 1, request, ownerAccount, requester, chainId, accessUntil },
    ...{ expiresAt, body, iat: now },
  };
  await node.client.createRequest(await session.signRequest(document));
  return request;
}

/** The first of the nodes at which `find` finds it: requests lie where the owner is, and not at the requester's home. */
async function holderOf(
  session: IdosSession,
  find: (node: SessionNode) => Promise<unknown>,
  notHere: "USER_NOT_FOUND" | "REQUEST_NOT_FOUND",
): Promise<SessionNode> {
  let failure = new IdosError("NODE_UNREACHABLE", "No node answers");
  for (const node of await session.nodes())
    try {
      await find(node);
      return node;
    } catch (error) {
      if (!isIdosError(error, notHere, "NODE_UNREACHABLE", "DEPENDENCY_UNAVAILABLE", "OVERLOADED"))
        throw error;
      failure = error;
    }
  throw failure;
}

async function ownRequest({ account }: IdosSession, answered: AccessRequest): Promise<RequestFacts> {
  const { facts } = await verifyRequest(answered);
  if (facts.requester === account) return facts;
  const values = { request: facts.id, requester: facts.requester };
  throw nodeLied("request-identity", "The request is another account's", values);
}
