import type { Address } from "@idos/protocol";

/** Raised when the layout changes: an index of another version is built anew, never read. */
export const SCHEMA_VERSION = 3;

export interface IndexPlace {
  readonly chainId: number;
  readonly contract: Address;
  /** Put before every key; for servers that are shared. */
  readonly redisPrefix?: string;
}

/**
 * meta          hash: whose index it is, checkpoint, freshness, fault, number of entries and of buckets
 *
 * All else lives under the generation: a rebuild starts in empty space, and meta switches over in one step.
 *
 * u             hash: block number -> undo record
 * t             hash: transaction hash -> block number, of the blocks that can be undone
 * x             hash: owner -> epoch, where it is not 0; "" -> "1", by whose absence a loss shows
 * e<bucket>     entries. hash: entry key -> position in the owner's list, then the packed entry
 * o<bucket>     owners' lists. hash: owner, position -> grantee, position in his list; of a sealed grant: its handle
 *                                    owner, "n" -> next position beyond the shared ones, and its complement
 * g<bucket>     grantees' lists. hash: grantee, position -> owner, share; grantee, "n" as above
 * o<owner><chunk>, g<grantee><chunk>   hash: position in the chunk -> the same values
 *
 * Addresses, hashes and positions stand in binary. A bucket is a hash of about BUCKET_ENTRIES fields, which Redis
 * keeps in one piece of memory without an overhead per field. Fields find their bucket by linear hashing (Litwin,
 * 1980): there is always one bucket more to split when the entries have become more.
 *
 * A position below SHARED_POSITIONS is one byte, and lies in the bucket of its account. Later ones are the byte 0x10
 * and four more, big-endian, and lie in chunks of CHUNK_POSITIONS. An entry keeps its positions as long as it is
 * there, so they are what a listing goes by.
 */
export interface IndexKeys {
  readonly meta: string;
  /** What every other key of the generation begins with. */
  generation(id: string): string;
}

/** Below Redis' hash-max-listpack-entries (128), also where a bucket holds twice what it should. */
export const BUCKET_ENTRIES = 32;
export const SHARED_POSITIONS = 16;
export const CHUNK_POSITIONS = 64;

export function indexKeys({ chainId, contract, redisPrefix = "" }: IndexPlace): IndexKeys {
  // Short, since it stands in every key; meta holds the whole address.
  const meta = `${redisPrefix}index:${chainId}:${contract.slice(2, 10)}`;
  return { meta, generation: (id) => `${meta}:${id}:` };
}

/** A SCAN pattern for every key that begins so. */
export function scanPattern(prefix: string): string {
  return `${prefix.replaceAll(/[*?[\]\\]/g, "\\$&")}*`;
}
