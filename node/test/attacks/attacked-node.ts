import { LIMITS, PATHS } from "@idos/protocol";
import type { Actor } from "../harness/actor.ts";
import { type Answer, type Sent } from "../harness/exchange.ts";
import { createUser, signedInProvider, type User } from "../harness/story.ts";
import { startTestNode, type TestNode, type TestNodeOptions } from "../harness/test-node.ts";

/** A node with somebody on it, for attacks to leave as it is. */
export interface AttackedNode {
  readonly node: TestNode;
  readonly provider: Actor;
  readonly alice: User;
  /** Fails the test unless `attack` left the database as it was. */
  unchanged<Result>(attack: () => Promise<Result>): Promise<Result>;
}

export async function startAttackedNode(options: TestNodeOptions = {}): Promise<AttackedNode> {
  const node = await startTestNode(options);
  const provider = await signedInProvider(node);
  const alice = await createUser(node, provider);
  return {
    ...{ node, provider, alice },
    async unchanged(attack) {
      const before = await node.databaseDigest();
      const result = await attack();
      if ((await node.databaseDigest()) !== before) throw new Error("the attack changed the database");
      return result;
    },
  };
}

/** A body as it is, to a route that takes JSON. */
export function jsonBytes(body: string | Uint8Array): Sent {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return { method: "PUT", path: PATHS.keyBackup("password"), body: bytes, type: "application/json" };
}

/** As long as a JSON body may be. */
export function filled(before: string, part: string, after: string): string {
  const room = LIMITS.jsonBodyBytesMax - before.length - after.length;
  return before + part.repeat(Math.floor(room / part.length)) + after;
}

export const outcomesOf = (answers: readonly Answer[]): string[] => [
  ...new Set(answers.map(({ outcome }) => outcome)),
];
