import { LRUCache } from "lru-cache";
import type { Bytes32 } from "@idos/protocol";
import { ENVELOPE_CHUNK_BYTES } from "../storage/envelope-chunks.ts";

const CACHE_BYTES_MAX = 32 * 1024 * 1024;
/** How long another process may keep the ciphertext of a record that was deleted here; nobody is led to it. */
const TTL_MS = 60_000;

/**
 * Envelopes of one chunk that were read of late, by the hash of their content and by nothing else: what is found here
 * says nothing about who may have it, and is asked for only once that has been decided.
 */
export interface EnvelopeCache {
  get(hash: Bytes32): Uint8Array | undefined;
  put(hash: Bytes32, envelope: Uint8Array): void;
  /** Of a version that is no longer current. */
  forget(hash: Bytes32 | null | undefined): void;
}

export function createEnvelopeCache(bytesMax: number = CACHE_BYTES_MAX): EnvelopeCache {
  const cache = new LRUCache<Bytes32, Uint8Array>({
    maxSize: bytesMax,
    maxEntrySize: ENVELOPE_CHUNK_BYTES,
    sizeCalculation: (envelope) => envelope.length,
    ttl: TTL_MS,
  });
  return {
    get: (hash) => cache.get(hash),
    put: (hash, envelope) => void cache.set(hash, envelope),
    forget: (hash) => {
      if (hash !== null && hash !== undefined) cache.delete(hash);
    },
  };
}
