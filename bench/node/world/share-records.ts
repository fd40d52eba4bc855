import {
  AccessManagementProtocol__factory,
  type Bytes32,
  NEVER_EXPIRES,
  PATHS,
  sha256,
} from "@idos/protocol";
import { until } from "../../../indexer/test/harness/until.ts";
import { Wallet } from "ethers";
import { type Actor, createActor } from "../../../node/test/harness/actor.ts";
import { get } from "../../../node/test/harness/exchange.ts";
import { put, stage } from "../../../node/test/harness/records.ts";
import { putShare } from "../../../node/test/harness/shares.ts";
import {
  createUser,
  randomId,
  signedInProvider,
  succeeded,
  type User,
} from "../../../node/test/harness/story.ts";
import type { ReachableNode } from "../../../node/test/harness/test-node.ts";
import { recordOfBytes } from "./make-envelope.ts";
import type { World } from "./start-world.ts";

/** One record in a share of its own, which the grantee may read. */
export interface SharedEnvelope {
  readonly path: string;
  readonly bytes: Buffer;
  readonly hash: Bytes32;
}

export interface SharedData {
  readonly grantee: Actor;
  /** By their size in bytes; one of each size for each owner. */
  readonly envelopes: ReadonlyMap<number, readonly SharedEnvelope[]>;
}

const BALANCE = "0xde0b6b3a7640000";
const READABLE_MS = 60_000;

/** So many owners who each keep a record of each size and share it, on chain, with one grantee. */
export async function shareRecords(
  world: World,
  node: ReachableNode,
  owners: number,
  sizes: readonly number[],
): Promise<SharedData> {
  const provider = await signedInProvider(node);
  const grantee = await createActor(node);
  succeeded(await grantee.signIn(["read"]));
  const shared: SharedEnvelope[] = [];
  for (let at = 0; at < owners; at++) {
    const wallet = new Wallet(Wallet.createRandom().privateKey, world.provider);
    const owner = { ...(await createUser(node, provider, wallet)), wallet };
    shared.push(...(await shareAll(world, node, owner, grantee, sizes)));
  }
  const [last] = shared.slice(-1);
  if (last !== undefined) await readable(grantee, last.path);
  return { grantee, envelopes: Map.groupBy(shared, ({ bytes }) => bytes.length) };
}

async function shareAll(
  { provider, contract }: World,
  node: ReachableNode,
  owner: User & { readonly wallet: Wallet },
  { account: grantee }: Actor,
  sizes: readonly number[],
): Promise<SharedEnvelope[]> {
  const shared: SharedEnvelope[] = [];
  const grants: { grantee: string; shareId: Bytes32; expiresAt: bigint }[] = [];
  for (const size of sizes) {
    const version = await recordOfBytes(node, owner, size);
    succeeded(await owner.request(stage(version)));
    succeeded(await owner.request(put(version)));
    const shareId = randomId();
    succeeded(await owner.request(await putShare(node, shareId, owner, grantee, [version])));
    grants.push({ grantee, shareId, expiresAt: NEVER_EXPIRES });
    const bytes = Buffer.from(version.envelope);
    shared.push({ path: PATHS.shareEnvelope(shareId, version.header.record), bytes, hash: sha256(bytes) });
  }
  await provider.send("hardhat_setBalance", [owner.account, BALANCE]);
  const amp = AccessManagementProtocol__factory.connect(contract, owner.wallet);
  await (await amp.grantMany(grants)).wait();
  return shared;
}

/** Resolves once the node gives the grantee what is there. */
async function readable(grantee: Actor, path: string): Promise<void> {
  const read = async (): Promise<string> => (await grantee.request(get(path))).outcome;
  await until(read, (outcome) => outcome === "200", READABLE_MS);
}
