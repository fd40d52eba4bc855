import { z } from "zod";
import { stage } from "../../../node/test/harness/records.ts";
import { createUser, randomId, signedInProvider, type User } from "../../../node/test/harness/story.ts";
import { saturatedRate } from "../../common/load.ts";
import { forgetPeakRss, peakRssBytes, rssBytes } from "../../common/process-memory.ts";
import { say } from "../../common/progress.ts";
import { withConnections } from "../client/connections.ts";
import { OURS } from "../contestants/contestant.ts";
import { nodeContestant } from "../contestants/start-contestants.ts";
import { envelopeOfBytes } from "../world/make-envelope.ts";
import { type SharingNode, startSharingNode } from "../world/sharing-node.ts";
import { measuredNode } from "../world/start-nodes.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { askRead } from "./ask-read.ts";
import { requireGiven } from "./interval.ts";
import { upload } from "./upload.ts";

/** What the node's process held: before, the most of it while it worked, and after. */
export const memoryRunSchema = z.strictObject({
  work: z.enum(["reads", "uploads"]),
  count: z.number(),
  payloadBytes: z.number(),
  connections: z.number(),
  seconds: z.number(),
  /** Uploads that were asked to come again. */
  refusals: z.number(),
  beforeBytes: z.number(),
  peakBytes: z.number(),
  afterBytes: z.number(),
});
export type NodeMemoryRun = z.output<typeof memoryRunSchema>;

export interface NodeMemoryOptions {
  readonly owners: number;
  readonly reads: { readonly count: number; readonly payloadBytes: number; readonly connections: number };
  readonly uploads: { readonly count: number; readonly payloadBytes: number };
}

/** Proofs are good for a minute. */
const READS_AT_ONCE = 5_000;

export async function measureNodeMemory(options: NodeMemoryOptions): Promise<NodeMemoryRun[]> {
  const world = await startWorld();
  try {
    const sharing = await startSharingNode(world, {
      ...{ name: "node", owners: options.owners, sizes: [options.reads.payloadBytes] },
    });
    return [await whileReading(sharing, options), await whileUploading(world, sharing, options)];
  } finally {
    await world.stop();
  }
}

function whileReading(sharing: SharingNode, { reads }: NodeMemoryOptions): Promise<NodeMemoryRun> {
  const { count, payloadBytes, connections } = reads;
  const measured = measuredNode(sharing.node);
  const contestant = nodeContestant(OURS, measured, sharing);
  return watch(measured.pid, { work: "reads", count, payloadBytes, connections }, async () => {
    for (let done = 0; done < count; done += READS_AT_ONCE) {
      const prepared = await contestant.prepare(payloadBytes, Math.min(READS_AT_ONCE, count - done));
      await withConnections(measured.port, connections, (open) =>
        saturatedRate(requireGiven(askRead(open, prepared)), 1, connections, Infinity, prepared.length),
      );
    }
    return 0;
  });
}

async function whileUploading(
  world: World,
  { node, origin }: SharingNode,
  { uploads: { count, payloadBytes } }: NodeMemoryOptions,
): Promise<NodeMemoryRun> {
  const reached = world.reach(origin);
  const provider = await signedInProvider(reached);
  const users: User[] = [];
  for (let at = 0; at < count; at++) users.push(await createUser(reached, provider));
  const envelope = envelopeOfBytes(randomId(), randomId(), payloadBytes);
  const sent = stage({ envelope });
  return watch(node.pid(), { work: "uploads", count, payloadBytes, connections: count }, async () => {
    const refusals = await Promise.all(users.map((user) => upload(origin, user, sent)));
    return refusals.reduce((sum, one) => sum + one, 0);
  });
}

async function watch(
  pid: number,
  what: Pick<NodeMemoryRun, "work" | "count" | "payloadBytes" | "connections">,
  work: () => Promise<number>,
): Promise<NodeMemoryRun> {
  const beforeBytes = await rssBytes(pid);
  await forgetPeakRss(pid);
  const startMs = performance.now();
  const refusals = await work();
  const seconds = (performance.now() - startMs) / 1_000;
  const after = { peakBytes: await peakRssBytes(pid), afterBytes: await rssBytes(pid) };
  const run = { ...what, seconds, refusals, beforeBytes, ...after };
  say(`memory, ${JSON.stringify(run)}`);
  return run;
}
