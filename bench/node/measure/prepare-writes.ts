import { put, stage } from "../../../node/test/harness/records.ts";
import { createUser, signedInProvider, type User } from "../../../node/test/harness/story.ts";
import type { ReachableNode } from "../../../node/test/harness/test-node.ts";
import { createProver, type Prover } from "../client/prover.ts";
import { provenBytes } from "../client/request-text.ts";
import { recordOfBytes } from "../world/make-envelope.ts";

/** The two requests of one write, ready to send. */
export interface Write {
  readonly stage: Buffer;
  readonly put: Buffer;
}

/** So many writes, good for a minute. */
export type PrepareWrites = (count: number) => Promise<readonly Write[]>;

/** Users of the node who write new records in turn. */
export async function prepareWriters(
  node: ReachableNode,
  owners: number,
  payloadBytes: number,
): Promise<PrepareWrites> {
  const provider = await signedInProvider(node);
  const users: { user: User; prover: Prover }[] = [];
  for (let at = 0; at < owners; at++) {
    const user = await createUser(node, provider);
    users.push({ user, prover: createProver(node.origin, user) });
  }
  return async (count) => {
    const writes: Write[] = [];
    for (let at = 0; at < count; at++) {
      const writer = users[at % users.length];
      if (writer === undefined) throw new Error("nobody writes");
      const version = await recordOfBytes(node, writer.user, payloadBytes);
      writes.push({
        stage: await provenBytes(stage(version), writer.prover),
        put: await provenBytes(put(version), writer.prover),
      });
    }
    return writes;
  };
}
