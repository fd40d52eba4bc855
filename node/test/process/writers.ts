import {
  type Bytes32,
  PATHS,
  type RecordHeader,
  recordPageSchema,
  sha256,
  verifyHeader,
} from "@idos/protocol";
import { expect } from "chai";
import { get, type Sent } from "../harness/exchange.ts";
import { makeVersion, put, stage, type Version } from "../harness/records.ts";
import { succeeded, type User } from "../harness/story.ts";
import type { ReachableNode } from "../harness/test-node.ts";

/** Users who write, each one request after the other. */
export interface Writers {
  /** The versions that a user was told are stored, in their order. */
  readonly acknowledged: ReadonlyMap<User, readonly Version[]>;
  /** How many that is, of all users. */
  count(): number;
  /** What came instead of a success: an outcome, or how the connection ended. */
  readonly failures: readonly string[];
  /** Resolves when the last request is answered. */
  stop(): Promise<void>;
}

/** Every other write replaces the record that the one before it made. */
export function startWriters(node: ReachableNode, users: readonly User[]): Writers {
  const acknowledged = new Map<User, Version[]>(users.map((user) => [user, []]));
  const failures: string[] = [];
  let stopped = false;
  let count = 0;

  const succeeds = async (user: User, sent: Sent): Promise<boolean> => {
    const answer = await user.request(sent).catch((error: unknown) => describe(error));
    if (typeof answer !== "string" && answer.status < 300) return true;
    failures.push(typeof answer === "string" ? answer : answer.outcome);
    return false;
  };
  const write = async (user: User): Promise<void> => {
    let previous: Version | undefined;
    while (!stopped) {
      const version = await makeVersion(node, user, user.userId, previous);
      previous = undefined;
      if (!(await succeeds(user, stage(version))) || !(await succeeds(user, put(version)))) continue;
      acknowledged.get(user)?.push(version);
      count += 1;
      if (version.header.version === 1) previous = version;
    }
  };
  const writing = Promise.all(users.map(write));
  return {
    acknowledged,
    failures,
    count: () => count,
    async stop() {
      stopped = true;
      await writing;
    },
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${describe(error.cause)}`;
}

/** Fails unless every acknowledged write is there, and whatever is there is whole. */
export async function expectEveryWrite({ acknowledged }: Pick<Writers, "acknowledged">): Promise<void> {
  for (const [user, versions] of acknowledged) {
    const last = new Map(versions.map((version) => [version.header.record, version]));
    const held = await allHeaders(user);
    for (const [record, { header }] of last) {
      // The write after the last acknowledged one may have happened too.
      expect(held.get(record)?.version).to.be.oneOf([header.version, header.version + 1]);
      if (held.get(record)?.version === header.version)
        expect(held.get(record)?.envelope).to.equal(header.envelope);
    }
    for (const [record, { envelope }] of held) {
      const { bytes } = succeeded(await user.request(get(PATHS.recordEnvelope(record))));
      expect(sha256(bytes)).to.equal(envelope);
    }
  }
}

/** By record, from every page; fails unless each is signed. */
async function allHeaders(user: User): Promise<ReadonlyMap<Bytes32, RecordHeader>> {
  const headers = new Map<Bytes32, RecordHeader>();
  let next: string | null = "";
  while (next !== null) {
    const cursor: string = next === "" ? "" : `?cursor=${next}`;
    const page = recordPageSchema.parse(succeeded(await user.request(get(PATHS.records + cursor))).json);
    for (const { header } of page.records) {
      const verified = await verifyHeader(header);
      if (verified === undefined) throw new Error("a record's header is not signed");
      headers.set(verified.header.record, verified.header);
    }
    next = page.next;
  }
  return headers;
}
