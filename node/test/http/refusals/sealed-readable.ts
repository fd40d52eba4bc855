import type { Address, Bytes32 } from "@idos/protocol";
import type { Actor } from "../../harness/actor.ts";
import { get } from "../../harness/exchange.ts";
import { putShare, seal } from "../../harness/shares.ts";
import { randomId, succeeded } from "../../harness/story.ts";
import { CONFIRMATIONS } from "../../harness/test-node.ts";
import type { Send } from "./describe-refusals.ts";
import { CHAIN_ACCOUNT, type World } from "./world.ts";

interface Reading {
  readonly reader: Actor;
  readonly share: Bytes32;
  readonly query: { readonly owner?: Address; readonly salt?: string };
}

/** A sealed share of Alice's to Bob, whose grant counts. */
interface Readable {
  readonly share: Bytes32;
  readonly salt: Bytes32;
  readonly handle: Bytes32;
  /** How Bob reads it. */
  readonly reading: Reading;
}

export async function makeReadable(
  { node, alice, bob, second }: World,
  expiresAt?: bigint,
): Promise<Readable> {
  const [share, salt] = [randomId(), randomId()];
  const sealed = seal(share, bob.account, salt);
  succeeded(await alice.request(await putShare(node, share, alice, sealed, [second])));
  await node.deployed.grantSealed(CHAIN_ACCOUNT.alice, sealed.handle, expiresAt);
  await node.deployed.chain.mine(CONFIRMATIONS);
  const reading = { reader: bob, share, query: { owner: alice.account, salt } };
  return { share, salt, handle: sealed.handle, reading };
}

export type Route = (share: Bytes32, record: Bytes32) => string;
/** What a read differs in from Bob's; {} where the grant itself was changed. */
export type Spoil = (world: World, readable: Readable) => Promise<Partial<Reading>> | Partial<Reading>;

/** At the newest block: first as Bob may read it, then with one thing spoilt. */
export const spoilt =
  (route: Route, spoil: Spoil, expiresInSeconds?: number): Send =>
  async (world) => {
    const { chain } = world.node.deployed;
    const send = async ({ reader, share, query }: Reading) => {
      const atLeast = String(await chain.provider.getBlockNumber());
      const path = route(share, world.second.header.record);
      return reader.request(get(`${path}?${new URLSearchParams({ ...query, atLeast }).toString()}`));
    };
    const latest = (await chain.provider.getBlock("latest"))?.timestamp ?? 0;
    const expiresAt = expiresInSeconds === undefined ? undefined : BigInt(latest + expiresInSeconds);
    const readable = await makeReadable(world, expiresAt);
    succeeded(await send(readable.reading));
    const changed = await spoil(world, readable);
    return () => send({ ...readable.reading, ...changed });
  };
