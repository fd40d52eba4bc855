import { sha256 } from "../bytes.ts";
import { LIMITS } from "../limits.ts";
import { type Bytes32, isBytes32 } from "../primitives.ts";

/** Everything that an owner's head covers, each by the SHA-256 of its item's bytes. */
export interface Manifest {
  /** Accounts, key binding, key backups and uses of write grants. */
  readonly user: Bytes32;
  /** By rising id, deleted ones included: a deletion is a version. */
  readonly records: readonly ManifestRecord[];
  /** By rising id. */
  readonly shares: readonly ManifestShare[];
}

export interface ManifestRecord {
  readonly record: Bytes32;
  readonly version: number;
  readonly item: Bytes32;
}

export interface ManifestShare {
  readonly share: Bytes32;
  /** Null when it was deleted: its id is never used again. */
  readonly item: Bytes32 | null;
}

const DELETED = "deleted";
const LINE =
  /^(?:user (?<user>\S+)|record (?<record>\S+) (?<version>\d{1,16}) (?<recordItem>\S+)|share (?<share>\S+) (?<shareItem>\S+))$/;

/** The bytes that a head's `manifest` is the hash of, as text: a line each, ended by LF. */
export function formatManifest({ user, records, shares }: Manifest): string {
  const lines = [
    `user ${user}`,
    ...records.map(({ record, version, item }) => `record ${record} ${version} ${item}`),
    ...shares.map(({ share, item }) => `share ${share} ${item ?? DELETED}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** Reads a manifest, or returns undefined: only text that `formatManifest` would print is accepted. */
export function parseManifest(text: string): Manifest | undefined {
  if (text.length > LIMITS.manifestBytesMax) return undefined;
  const users: Bytes32[] = [];
  const records: ManifestRecord[] = [];
  const shares: ManifestShare[] = [];
  for (const line of text.split("\n").slice(0, -1)) {
    const { user, record, version, recordItem, share, shareItem } = LINE.exec(line)?.groups ?? {};
    if (isId(user)) users.push(user);
    else if (isId(record) && isId(recordItem))
      records.push({ record, version: Number(version), item: recordItem });
    else if (isId(share) && shareItem === DELETED) shares.push({ share, item: null });
    else if (isId(share) && isId(shareItem)) shares.push({ share, item: shareItem });
    else return undefined;
  }
  const [user] = users;
  if (user === undefined) return undefined;
  const manifest = { user, records, shares };
  return isOrdered(manifest) && formatManifest(manifest) === text ? manifest : undefined;
}

function isId(text: string | undefined): text is Bytes32 {
  return text !== undefined && isBytes32(text);
}

function isOrdered({ records, shares }: Manifest): boolean {
  const rises = (ids: readonly string[]): boolean =>
    ids.every((id, at) => at === 0 || (ids[at - 1] ?? "") < id);
  const inRange = records.every(({ version }) => version >= 1 && Number.isSafeInteger(version));
  return inRange && rises(records.map(({ record }) => record)) && rises(shares.map(({ share }) => share));
}

export function manifestHash(text: string): Bytes32 {
  return sha256(text);
}
