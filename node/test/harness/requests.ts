import { randomBytes } from "node:crypto";
import {
  ACCESS_REQUEST,
  type AccessRequest,
  accessRequestSchema,
  type Address,
  type Bytes32,
  PATHS,
  signStatement,
  type StatementKind,
  toBase64url,
} from "@idos/protocol";
import { z } from "zod";
import { type Actor, createActor, nowSeconds } from "./actor.ts";
import { get, jsonRequest, type Sent } from "./exchange.ts";
import { randomId, succeeded } from "./story.ts";
import type { ReachableNode } from "./test-node.ts";

export interface RequestChanges {
  /** In place of the true claims, or beside them. */
  readonly document?: Readonly<Record<string, unknown>>;
  /** Whose session key signs in place of the requester's. */
  readonly signer?: Actor;
}

/** Signs whatever a test has the claims say. */
const ANY_CLAIMS: StatementKind<unknown> = { type: ACCESS_REQUEST.type, claims: z.unknown() };

/** Asks an account for access for an hour; the request itself lasts ten minutes. */
export async function askFor(
  node: ReachableNode,
  request: Bytes32,
  requester: Actor,
  ownerAccount: Address,
  { document = {}, signer = requester }: RequestChanges = {},
): Promise<Sent> {
  const now = nowSeconds(node);
  const claims = {
    ...{ v: 1, request, ownerAccount, requester: requester.account },
    ...{ chainId: node.deployed.chain.chainId, accessUntil: now + 3600, expiresAt: now + 600 },
    ...{ body: toBase64url(randomBytes(200)), iat: now },
    ...document,
  };
  const signed = await signStatement(ANY_CLAIMS, claims, signer.sessionKey, signer.privateKey);
  return jsonRequest("POST", PATHS.requests, { document: signed });
}

/** Somebody without an entry who has asked nobody yet: what is pending of one requester has a limit. */
export async function newRequester(node: ReachableNode): Promise<Actor> {
  const requester = await createActor(node);
  succeeded(await requester.signIn());
  return requester;
}

/** The id of a new pending request. */
export async function pendingRequest(
  node: ReachableNode,
  requester: Actor,
  ownerAccount: Address,
  changes: RequestChanges = {},
): Promise<Bytes32> {
  const request = randomId();
  succeeded(await requester.request(await askFor(node, request, requester, ownerAccount, changes)));
  return request;
}

export const grant = (request: Bytes32, share: Bytes32): Sent =>
  jsonRequest("POST", PATHS.requestAnswer(request, "grant"), { share });
export const deny = (request: Bytes32): Sent => ({
  method: "POST",
  path: PATHS.requestAnswer(request, "deny"),
});
export const cancel = (request: Bytes32): Sent => ({
  method: "POST",
  path: PATHS.requestAnswer(request, "cancel"),
});

export async function readRequest(actor: Actor, request: Bytes32): Promise<AccessRequest> {
  return accessRequestSchema.parse(succeeded(await actor.request(get(PATHS.request(request)))).json);
}
