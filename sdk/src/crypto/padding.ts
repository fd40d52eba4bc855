const BUCKET_BYTES_MIN = 256;
const BUCKET_STEP_BYTES = 64 * 1024;
const MARKER = 0x80;

/**
 * The bucket for a plaintext of this many bytes: the smallest power of two from 256 B to 64 KiB that holds it
 * and the marker byte, beyond that the next multiple of 64 KiB. A length tells the kind of credential, so
 * ciphertexts show only their bucket; small ones pay at most a factor of two, large ones at most 64 KiB.
 */
export function bucketBytes(plaintextBytes: number): number {
  const needed = plaintextBytes + 1;
  if (needed > BUCKET_STEP_BYTES) return Math.ceil(needed / BUCKET_STEP_BYTES) * BUCKET_STEP_BYTES;
  let bucket = BUCKET_BYTES_MIN;
  while (bucket < needed) bucket *= 2;
  return bucket;
}

/**
 * The end of a plaintext of which `bytesBefore` came before: ISO/IEC 7816-4, one byte 0x80, then zeros up to
 * the bucket. The steps of large buckets are chunks, so whatever is before the end needs no padding.
 */
export function padEnd(end: Uint8Array, bytesBefore: number): Uint8Array {
  const padded = new Uint8Array(bucketBytes(bytesBefore + end.length) - bytesBefore);
  padded.set(end);
  padded[end.length] = MARKER;
  return padded;
}

/** The end that was padded, a view into `padded`; undefined unless it is exactly what `padEnd` makes of one. */
export function unpadEnd(padded: Uint8Array, bytesBefore: number): Uint8Array | undefined {
  let end = padded.length - 1;
  while (end > 0 && padded[end] === 0) end -= 1;
  if (padded[end] !== MARKER || bucketBytes(bytesBefore + end) !== bytesBefore + padded.length)
    return undefined;
  return padded.subarray(0, end);
}
