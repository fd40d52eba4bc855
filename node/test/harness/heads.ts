import {
  manifestHash,
  OWNER_HEAD,
  type OwnerHead,
  ownerHeadHash,
  type OwnHead,
  ownHeadSchema,
  PATHS,
  signStatement,
  type StatementKind,
} from "@idos/protocol";
import { z } from "zod";
import type { SessionKeys } from "./session-keys.ts";
import { nowSeconds } from "./actor.ts";
import { jsonRequest, type Sent } from "./exchange.ts";
import { succeeded, type User } from "./story.ts";
import type { ReachableNode } from "./test-node.ts";

/** Signs whatever a test has the claims say. */
const ANY_CLAIMS: StatementKind<unknown> = { type: OWNER_HEAD.type, claims: z.unknown() };

export interface HeadChanges {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly signer?: Pick<User, keyof SessionKeys>;
}

export async function ownHead(user: User): Promise<OwnHead> {
  const answer = succeeded(await user.request({ method: "GET", path: PATHS.ownHead }));
  return ownHeadSchema.parse(answer.json);
}

/** What a session would put next: its claims, or others, signed. */
export async function makeHead(
  node: ReachableNode,
  user: User,
  { claims = {}, signer = user }: HeadChanges = {},
): Promise<string> {
  const { current, manifest } = await ownHead(user);
  const head: OwnerHead = {
    ...{ v: 1, owner: user.userId, revision: current === null ? 1 : revisionOf(current.head) + 1 },
    prev: current === null ? null : ownerHeadHash(current.head),
    ...{ manifest: manifestHash(manifest), nodes: null, author: user.account, iat: nowSeconds(node) },
  };
  return signStatement(ANY_CLAIMS, { ...head, ...claims }, signer.sessionKey, signer.privateKey);
}

export function putHead(head: string): Sent {
  return jsonRequest("PUT", PATHS.ownHead, { head });
}

/** Signs what the user has now; returns the head's JWS. */
export async function publishHead(
  node: ReachableNode,
  user: User,
  changes: HeadChanges = {},
): Promise<string> {
  const head = await makeHead(node, user, changes);
  succeeded(await user.request(putHead(head)));
  return head;
}

export function revisionOf(jws: string): number {
  const payload: unknown = JSON.parse(Buffer.from(jws.split(".")[1] ?? "", "base64url").toString());
  return z.object({ revision: z.number() }).parse(payload).revision;
}
