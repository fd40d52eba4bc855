import { type Bytes32, itemHash, parseManifest, ProblemError } from "@idos/protocol";
import type { Parts } from "../access/parts.ts";
import { type OpenedEnvelope, openCurrent } from "../records/open-envelope.ts";
import type { StoredHead } from "../storage/replicas.ts";
import { isFor } from "./feed.ts";
import { formatShareItem, formatStoredRecord, formatUserItem } from "./items.ts";
import type { Peer } from "./peer.ts";

/** The manifest of the owner's head in force. */
export async function readManifest(parts: Parts, peer: Peer, owner: Bytes32): Promise<string> {
  return (await requireHead(parts, peer, owner)).manifest;
}

/** An item of the head in force, unless something newer has taken its place. */
export async function readItem(parts: Parts, peer: Peer, owner: Bytes32, hash: Bytes32): Promise<string> {
  const { manifest } = await requireHead(parts, peer, owner);
  const item = await itemNow(parts, owner, manifest, hash);
  if (item === undefined || itemHash(item) !== hash) throw notFound();
  return item;
}

/** The envelope of a record that the head in force names, while it is the record's own. */
export async function readReplicaEnvelope(
  parts: Parts,
  peer: Peer,
  owner: Bytes32,
  wanted: { readonly record: Bytes32; readonly hash: Bytes32 },
): Promise<OpenedEnvelope> {
  const { manifest } = await requireHead(parts, peer, owner);
  const isNamed = parseManifest(manifest)?.records.some(({ record }) => record === wanted.record) ?? false;
  if (!isNamed) throw notFound();
  const { opened } = await openCurrent(parts, peer.key, async () => {
    const stored = await parts.store.records.record(wanted.record);
    if (stored?.header.owner !== owner || stored.header.envelope !== wanted.hash) throw notFound();
    return { found: undefined, stored };
  });
  return opened;
}

async function requireHead({ store }: Parts, peer: Peer, owner: Bytes32): Promise<StoredHead> {
  const head = await store.replicas.head(owner);
  if (head === undefined || !isFor(head, peer)) throw notFound();
  return head;
}

async function itemNow(
  { store }: Parts,
  owner: Bytes32,
  manifestText: string,
  hash: Bytes32,
): Promise<string | undefined> {
  const manifest = parseManifest(manifestText);
  if (manifest?.user === hash) {
    const user = await store.users.userById(owner);
    if (user === undefined) return undefined;
    const writeGrantUses = [];
    for await (const use of store.ownData.writeGrantUses(owner)) writeGrantUses.push(use);
    return formatUserItem({ user, keyBackups: await store.users.keyBackups(owner), writeGrantUses });
  }
  const inRecords = manifest?.records.find(({ item }) => item === hash);
  const record = inRecords && (await store.records.record(inRecords.record));
  if (record?.header.owner === owner) return formatStoredRecord(record);
  const inShares = manifest?.shares.find(({ item }) => item === hash);
  const share = inShares && (await store.shares.share(inShares.share));
  return share?.ownerId === owner ? formatShareItem(share) : undefined;
}

function notFound(): ProblemError {
  return new ProblemError("REPLICA_NOT_FOUND", "This node has no such thing for the asking one.");
}
