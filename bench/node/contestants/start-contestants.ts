import { Redis } from "ioredis";
import { createProver } from "../client/prover.ts";
import { getText } from "../client/request-text.ts";
import type { SharedData, SharedEnvelope } from "../world/share-records.ts";
import { copySettings, type SharingNode, startSharingNode } from "../world/sharing-node.ts";
import { type Measured, measuredNode, startNodeByCall, startServer } from "../world/start-nodes.ts";
import type { World } from "../world/start-world.ts";
import {
  BARE,
  CHAIN_CALL,
  type Contestant,
  type ContestantName,
  INSTANT_CALL,
  OURS,
  type Read,
} from "./contestant.ts";

/** All that are compared, each in a process of its own, with the same envelopes. */
export async function startContestants(
  world: World,
  owners: number,
  sizes: readonly number[],
): Promise<readonly Contestant[]> {
  const sharing = await startSharingNode(world, owners, sizes);
  const [instant = {}, chain = {}] = await copySettings(world, sharing, ["instant", "chain"]);
  const rpc = await startServer(world, "bench/node/contestants/rpc/main.ts");
  const bare = await startServer(world, "bench/node/contestants/bare/main.ts", ["--redis", world.redis.url]);
  await fillBare(world, sharing.data);
  const byCall = (settings: Readonly<Record<string, string>>, url: string): Promise<Measured> =>
    startNodeByCall(world, settings, url);
  return [
    nodeContestant(OURS, measuredNode(sharing.node), sharing),
    { name: BARE, ...bare, prepare: prepareReads(sharing.data, ({ path }) => getText(path)) },
    nodeContestant(INSTANT_CALL, await byCall(instant, `http://127.0.0.1:${rpc.port}`), sharing),
    nodeContestant(CHAIN_CALL, await byCall(chain, world.chain.rpcUrl), sharing),
  ];
}

/** A node that takes proofs for the origin of the sharing one. */
export function nodeContestant(
  name: ContestantName,
  measured: Measured,
  { origin, data }: SharingNode,
): Contestant {
  const prover = createProver(origin, data.grantee);
  const text = ({ path }: SharedEnvelope): string => getText(path, prover.prove("GET", path));
  return { name, ...measured, prepare: prepareReads(data, text) };
}

function prepareReads(
  { envelopes }: SharedData,
  text: (envelope: SharedEnvelope) => string,
): Contestant["prepare"] {
  return (payloadBytes, count) => {
    const some = envelopes.get(payloadBytes) ?? [];
    const reads: Read[] = [];
    for (let at = 0; at < count; at++) {
      const envelope = some[at % some.length];
      if (envelope === undefined) throw new Error(`no envelope of ${payloadBytes} bytes`);
      reads.push({ request: text(envelope), length: envelope.bytes.length, hash: envelope.hash });
    }
    return reads;
  };
}

/** The same bytes under the path that they are asked for by. */
async function fillBare({ redis: { url } }: World, { envelopes }: SharedData): Promise<void> {
  const redis = new Redis(url);
  for (const { path, bytes } of [...envelopes.values()].flat()) await redis.set(path, bytes);
  redis.disconnect();
}
