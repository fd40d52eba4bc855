import { randomBytes } from "node:crypto";
import {
  type Address,
  type Bytes32,
  encodeDidKey,
  formatSignIn,
  headerHash,
  LIMITS,
  originSchema,
  parseAddress,
  parseBytes32,
  type RecordHeader,
  recordHeaderSchema,
  sha256,
  type SignedAccountLink,
  type SignedAccountUnlink,
  type SignedKeyBinding,
  type SignedUserErasure,
  type SignIn,
  toBase64url,
  toHex,
} from "@idos/protocol";
import { inChunks } from "../../src/storage/envelope-chunks.ts";
import type { NewRecordVersion, Upload } from "../../src/storage/records.ts";
import type { StoredRequest } from "../../src/storage/requests.ts";
import type { StoredSession } from "../../src/storage/sessions.ts";
import type { StoredShare } from "../../src/storage/shares.ts";
import type { Store } from "../../src/storage/store.ts";

/** A store checks no signature, so any bytes do for one. */
export const signature = `0x${"5a".repeat(65)}`;
export const NOW = 1_800_000_000;

export const randomId = (): Bytes32 => parseBytes32(toHex(randomBytes(32)));
export const randomAccount = (): Address => parseAddress(toHex(randomBytes(20)));
export const randomKey = (): Uint8Array => new Uint8Array(randomBytes(LIMITS.wrappedKeyBytes));
export const randomEnvelope = (bytes = 300): Uint8Array => new Uint8Array(randomBytes(bytes));

export function accountLink(
  userId: Bytes32,
  account = randomAccount(),
  linkedBy = account,
  issuedAt = NOW,
): SignedAccountLink {
  const link = { userId, account, linkedBy, salt: randomId(), issuedAt };
  return linkedBy === account ? { link, signature } : { link, signature, linkedBySignature: signature };
}

export function accountUnlink(
  userId: Bytes32,
  account: Address,
  unlinkedBy: Address,
  issuedAt = NOW,
): SignedAccountUnlink {
  const unlink = { userId, account, unlinkedBy, issuedAt };
  return { unlink, signature, accountSignature: signature };
}

export function keyBinding(userId: Bytes32, account: Address, issuedAt: number): SignedKeyBinding {
  const binding = { userId, account, encryptionKey: randomId(), signingKey: randomId(), issuedAt };
  return { binding, signature };
}

export interface Person {
  readonly userId: Bytes32;
  readonly account: Address;
}

export async function createPerson({ users }: Pick<Store, "users">): Promise<Person> {
  const userId = randomId();
  const founding = accountLink(userId);
  await users.createUser({ userId, createdBy: randomAccount(), createdAtSeconds: NOW }, founding);
  return { userId, account: founding.link.account };
}

export function session(account = randomAccount(), changes: Partial<SignIn> = {}): StoredSession {
  const signIn: SignIn = {
    domain: "dashboard.example",
    account,
    sessionKey: encodeDidKey({ curve: "Ed25519", bytes: new Uint8Array(randomBytes(32)) }),
    chainId: 1,
    nonce: "a".repeat(22),
    issuedAt: new Date(NOW * 1000),
    expirationTime: new Date((NOW + 3600) * 1000),
    nodes: [originSchema.parse("https://node.example")],
    scopes: ["read", "write"],
    ...changes,
  };
  const delegation = { message: formatSignIn(signIn), signature };
  return { signIn, delegation, expiresAtSeconds: signIn.expirationTime.getTime() / 1000, contract: null };
}

/** A JWS that says what `header` says. */
function jwsOf(header: RecordHeader): string {
  const part = (value: unknown): string => toBase64url(new TextEncoder().encode(JSON.stringify(value)));
  return `${part({ alg: "EdDSA" })}.${part(header)}.${toBase64url(new Uint8Array(randomBytes(64)))}`;
}

export interface VersionOptions {
  readonly record?: Bytes32;
  /** The version that this one replaces. */
  readonly after?: NewRecordVersion;
  readonly author?: Address;
  readonly envelope?: Uint8Array;
  readonly shareKeys?: NewRecordVersion["shareKeys"];
  readonly writeGrant?: RecordHeader["writeGrant"];
}

export interface Version extends NewRecordVersion {
  readonly bytes: Uint8Array;
}

/** The next version of a record, consistent in itself. */
export function version(person: Person, options: VersionOptions = {}): Version {
  const { after, author = person.account, envelope: bytes = randomEnvelope() } = options;
  const header = recordHeaderSchema.parse({
    v: 1,
    owner: person.userId,
    record: after?.header.record ?? options.record ?? randomId(),
    version: (after?.header.version ?? 0) + 1,
    prev: after === undefined ? null : headerHash(after.headerJws),
    envelope: sha256(bytes),
    deleted: false,
    kind: "attribute",
    author,
    iat: NOW,
    ...(options.writeGrant === undefined ? {} : { writeGrant: options.writeGrant }),
  });
  return {
    header,
    headerJws: jwsOf(header),
    delegation: session(author).delegation,
    wrappedKey: randomKey(),
    envelopeBytes: bytes.length,
    shareKeys: options.shareKeys ?? [],
    bytes,
  };
}

export function deletion(
  person: Person,
  after: NewRecordVersion,
): Omit<NewRecordVersion, "wrappedKey" | "envelopeBytes"> {
  const next = version(person, { after });
  const header: RecordHeader = { ...next.header, deleted: true, envelope: null };
  return { header, headerJws: jwsOf(header), delegation: next.delegation, shareKeys: [] };
}

/** An upload that goes well. */
export function upload(uploader: Address, bytes: Uint8Array, nowSeconds = NOW): Upload {
  const chunks = inChunks(oneByOne([bytes]));
  return { hash: sha256(bytes), uploader, bytesAhead: bytes.length, chunks, nowSeconds };
}

export async function* oneByOne<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  for (const item of items) yield await Promise.resolve(item);
}

/** The whole envelope of the record's current version; undefined where there is none. */
export async function envelopeIn(
  { records }: Pick<Store, "records">,
  record: Bytes32,
): Promise<Uint8Array | undefined> {
  const stored = await records.record(record);
  if (stored === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  for (;;) {
    const chunk = await records.envelopeChunk(stored.header, chunks.length);
    if (chunk === undefined) break;
    chunks.push(chunk);
  }
  return chunks.length === 0 ? undefined : new Uint8Array(Buffer.concat(chunks));
}

export async function stage({ records }: Pick<Store, "records">, { header, bytes }: Version): Promise<void> {
  const outcome = await records.stageEnvelope(upload(header.author, bytes));
  if (outcome !== "staged") throw new Error(outcome);
}

/** Stages and stores a version. */
export async function write(store: Pick<Store, "records">, written: Version): Promise<Version> {
  await stage(store, written);
  const outcome = await store.records.putRecord(written);
  if (outcome.kind !== "stored") throw new Error(outcome.kind);
  return written;
}

/** Of a share, where a test does not say otherwise. */
export const CHAIN_ID = 8453;

export function share(
  person: Person,
  records: readonly Version[],
  changes: Partial<StoredShare> = {},
): StoredShare {
  return {
    share: randomId(),
    ownerId: person.userId,
    chainId: CHAIN_ID,
    ownerAccount: person.account,
    grantee: randomAccount(),
    handle: randomId(),
    purpose: "to open an account",
    createdAtSeconds: NOW,
    document: `e30.${toBase64url(randomBytes(16))}.e30`,
    delegation: { message: "a sign-in message", signature: "0x1b" },
    records: records.map(({ header }) => ({
      record: header.record,
      version: header.version,
      wrappedKey: randomKey(),
    })),
    ...changes,
  };
}

export function request(owner: Person, changes: Partial<StoredRequest> = {}): StoredRequest {
  return {
    request: randomId(),
    ownerId: owner.userId,
    requester: randomAccount(),
    chainId: CHAIN_ID,
    expiresAtSeconds: NOW + 600,
    document: `e30.${toBase64url(randomBytes(16))}.e30`,
    delegation: { message: "a sign-in message", signature },
    createdAtSeconds: NOW,
    closing: null,
    ...changes,
  };
}

export function erasureOf({ userId, account }: Person): SignedUserErasure {
  const node = originSchema.parse("https://node.example");
  return { erasure: { userId, account, issuedAt: NOW, node }, signature };
}

/** What a reader is to get of a version. */
export function stored({ header, headerJws, delegation, wrappedKey, envelopeBytes }: Version) {
  return { header, headerJws, delegation, wrappedKey, envelopeBytes };
}

/** Every item of a listing, read in pages of `limit`. */
export async function readAll<Item>(
  readPage: (page: {
    cursor?: string;
    limit: number;
  }) => Promise<{ items: readonly Item[]; next: string | null }>,
  limit: number,
): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage(cursor === undefined ? { limit } : { limit, cursor });
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}
