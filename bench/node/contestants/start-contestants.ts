import { Redis } from "ioredis";
import { createProver } from "../client/prover.ts";
import { getText } from "../client/request-text.ts";
import type { SharedData, SharedEnvelope } from "../world/share-records.ts";
import { copySettings, type SharingNode, startSharingNode } from "../world/sharing-node.ts";
import { type Measured, measuredNode, startNodeByCall, startServer } from "../world/start-nodes.ts";
import { startDatabase } from "../world/start-database.ts";
import type { World } from "../world/start-world.ts";
import {
  BARE,
  CHAIN_CALL,
  type Contestant,
  type ContestantName,
  INSTANT_CALL,
  OURS,
  OURS_POSTGRES,
  type Read,
} from "./contestant.ts";

/** All that are compared, each in a process of its own, with envelopes of the same sizes. */
export async function startContestants(
  world: World,
  owners: number,
  sizes: readonly number[],
): Promise<readonly Contestant[]> {
  const sharing = await startSharingNode(world, { name: "node", owners, sizes });
  const [instant = {}, chain = {}] = await copySettings(world, sharing, ["instant", "chain"]);
  const database = { IDOS_DATABASE_URL: await startDatabase(world) };
  const onPostgres = await startSharingNode(world, { name: "postgres", owners, sizes, settings: database });
  const rpc = await startServer(world, "bench/node/contestants/rpc/main.ts");
  const bare = await startServer(world, "bench/node/contestants/bare/main.ts", ["--redis", world.redis.url]);
  await fillBare(world, sharing.data);
  const instantNode = await startNodeByCall(world, instant, `http://127.0.0.1:${rpc.port}`);
  const chainNode = await startNodeByCall(world, chain, world.chain.rpcUrl);
  const anyone = ({ path }: SharedEnvelope): Promise<string> => Promise.resolve(getText(path));
  return [
    nodeContestant(OURS, measuredNode(sharing.node), sharing),
    nodeContestant(OURS_POSTGRES, measuredNode(onPostgres.node), onPostgres),
    { name: BARE, ...bare, prepare: prepareReads(sharing.data, anyone) },
    nodeContestant(INSTANT_CALL, instantNode, sharing),
    nodeContestant(CHAIN_CALL, chainNode, sharing),
  ];
}

/** A node that takes proofs for the origin of the sharing one. */
export function nodeContestant(
  name: ContestantName,
  measured: Measured,
  { origin, data }: SharingNode,
): Contestant {
  const prover = createProver(origin, data.grantee);
  const proven = async ({ path }: SharedEnvelope): Promise<string> =>
    getText(path, await prover.prove("GET", path));
  return { name, ...measured, prepare: prepareReads(data, proven) };
}

function prepareReads(
  { envelopes }: SharedData,
  text: (envelope: SharedEnvelope) => Promise<string>,
): Contestant["prepare"] {
  return (payloadBytes, count) => {
    const some = envelopes.get(payloadBytes) ?? [];
    const prepare = async (_: unknown, at: number): Promise<Read> => {
      const envelope = some[at % some.length];
      if (envelope === undefined) throw new Error(`no envelope of ${payloadBytes} bytes`);
      return { request: await text(envelope), length: envelope.bytes.length, hash: envelope.hash };
    };
    return Promise.all(Array.from({ length: count }, prepare));
  };
}

/** The same bytes under the path that they are asked for by. */
async function fillBare({ redis: { url } }: World, { envelopes }: SharedData): Promise<void> {
  const redis = new Redis(url);
  for (const { path, bytes } of [...envelopes.values()].flat()) await redis.set(path, bytes);
  redis.disconnect();
}
